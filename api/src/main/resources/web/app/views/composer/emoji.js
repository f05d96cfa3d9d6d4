/** Those that people use, by what they are about, with the words by which they are found. */
export const EMOJI = {
  faces:
    '😀 grin happy|😄 smile happy|😅 sweat relief|😂 joy laugh tears|🤣 rofl laugh|🙂 slight smile|😉 wink|😊 blush|😍 love heart eyes|😘 kiss|😋 yum|😎 cool sunglasses|🤓 nerd|🤔 think hmm|🤨 doubt eyebrow|😐 neutral|🙄 eyeroll|😏 smirk|😴 sleep|😮 wow surprise|😢 sad cry|😭 sob cry|😤 huff|😡 angry|🤯 mind blown|😱 scream|😳 flushed|🥳 party celebrate|🥺 please|😇 angel|🤗 hug|🤫 quiet|🤐 zip|😬 grimace|🤒 ill sick|🫠 melt|🫡 salute|🫣 peek',
  hands:
    '👍 thumbs up yes ok|👎 thumbs down no|👏 clap applause|🙌 hooray hands|🙏 thanks please pray|🤝 deal handshake|👋 wave hello bye|✌️ peace|🤞 fingers crossed luck|👌 ok perfect|💪 strong muscle|👀 eyes look|🫶 heart hands|✋ stop hand|☝️ point up|👉 point right|👈 point left|🤷 shrug|🤦 facepalm|🧠 brain',
  hearts:
    '❤️ heart love red|🧡 heart orange|💛 heart yellow|💚 heart green|💙 heart blue|💜 heart purple|🖤 heart black|🤍 heart white|💔 broken heart|💯 hundred perfect|✨ sparkles|🔥 fire hot|⭐ star|🌟 glow star|💥 boom|⚡ lightning fast',
  things:
    '🎉 party tada celebrate|🎂 cake birthday|🎁 gift|🏆 trophy win|🥇 gold medal|🚀 rocket ship launch|💡 idea bulb|📌 pin|📎 clip|📅 calendar|⏰ alarm clock|⏳ wait hourglass|📣 announce|🔔 bell|🔒 lock|🔑 key|🐛 bug|🔧 wrench fix|🧪 test|📦 package|📝 note write|📚 books|💻 laptop computer|📱 phone|☕ coffee|🍵 tea|🍺 beer|🍕 pizza|🍎 apple|🎵 music|📷 camera|🏠 home|🚗 car|🚲 bike|✈️ plane|🌍 world earth',
  nature:
    '🌱 sprout grow|🌳 tree|🌸 blossom flower|🌻 sunflower|🌈 rainbow|☀️ sun|⛅ cloud|🌧️ rain|❄️ snow cold|🌙 moon night|🐶 dog|🐱 cat|🦊 fox|🐻 bear|🐼 panda|🐸 frog|🐢 turtle|🦉 owl|🦋 butterfly|🐝 bee|🐙 octopus|🐳 whale',
  signs:
    '✅ done check yes|☑️ check|❌ no cross|❗ important|❓ question|⚠️ warning|🚫 forbidden|♻️ recycle|➕ plus|➖ minus|➡️ right|⬅️ left|⬆️ up|⬇️ down|🔴 red|🟡 yellow|🟢 green|🔵 blue|⚫ black|⚪ white|🆗 ok|🆕 new|🔝 top|💤 sleep',
};

export const FREQUENT = ['👍', '❤️', '😂', '🎉', '😮', '🙏', '👀', '✅'];

/** @param {string} query @returns {[string, string][]} emoji and its words */
export function findEmoji(query) {
  const wanted = query.trim().toLowerCase();
  return Object.values(EMOJI)
    .flatMap(entriesOf)
    .filter(([, words]) => words.includes(wanted));
}

export function entriesOf(group) {
  return group.split('|').map((each) => {
    const at = each.indexOf(' ');
    return [each.slice(0, at), each.slice(at + 1)];
  });
}
