package chat.parley.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// What people say: words that no dictionary has, but as often as real ones are. The commonest
/// are real, for each language.
final class Texts {
  /// So many words are known in each language, the last of them once in a blue moon.
  static final int WORDS = 50_000;

  private static final double MEAN_WORDS = 9;
  private static final double LONG = 0.01;
  private static final int LONG_WORDS = 120;
  private static final int MOST_CHARACTERS = 4_000;

  private static final Map<Language, List<String>> COMMON = split(language -> language.common);
  private static final Map<Language, List<String>> SYLLABLES =
      split(language -> language.syllables);

  private Texts() {}

  private static Map<Language, List<String>> split(Function<Language, String> words) {
    Map<Language, List<String>> split = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      split.put(language, List.of(words.apply(language).split(" ", -1)));
    }
    return split;
  }

  private static List<String> of(Map<Language, List<String>> words, Language language) {
    return Objects.requireNonNull(words.get(language), language::name);
  }

  static String text(Language language, Chance chance) {
    int words = 1 + chance.about(chance.in(LONG) ? LONG_WORDS : MEAN_WORDS);
    StringBuilder text = new StringBuilder(words * 7);
    for (int i = 0; i < words && text.length() < MOST_CHARACTERS / 2; i++) {
      if (i > 0) {
        text.append(language.between);
      }
      text.append(word(language, chance.rank(WORDS)));
    }
    return text.append(language.end).toString();
  }

  /// @param rank 0 for the commonest
  static String word(Language language, int rank) {
    List<String> common = of(COMMON, language);
    return rank < common.size()
        ? common.get(rank)
        : made(of(SYLLABLES, language), rank - common.size());
  }

  /// A different word for each number.
  private static String made(List<String> syllables, int number) {
    StringBuilder word = new StringBuilder();
    int rest = number;
    do {
      word.append(syllables.get(rest % syllables.size()));
      rest /= syllables.size();
    } while (rest > 0);
    return word.append(syllables.get(number % 7)).toString();
  }

  /// What is spoken in a conversation.
  enum Language {
    ENGLISH(
        40,
        " ",
        ".",
        "the to and a of in is it you that he was for on are with as I his they be at one have this"
            + " from or had by hot but some what there we can out other were all your when up use"
            + " word how said an each she which do their time if will way about many then them"
            + " would write like so these her long make thing see him two has look more day could"
            + " go come did my sound no most number who over know water than call first people may"
            + " down side been now find meeting lunch tomorrow release build server",
        "ba ko mi ter ran sel vo din pu lam gra fos ne chi wor ty ex plo ander sti hu ble"),
    GERMAN(
        13,
        " ",
        ".",
        "die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine"
            + " auch als an nach wie im für man aber aus durch wenn nur war noch werden bei hat wir"
            + " was wird sein einen welche sind oder zur um haben einer mir über ihm diese einem ihr"
            + " uns da zum kann doch vor dieser mich ihn du hatte seine mehr am denn nun unter heute",
        "ge ver bau stein kel mor tün ber schlu fra nig heit wer dor pla zu kno ris"),
    SPANISH(
        9,
        " ",
        ".",
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le"
            + " ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era"
            + " muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni",
        "ca ro men do lla ti pe sol go ra bi ña cue lo mar tu zón fe"),
    RUSSIAN(
        8,
        " ",
        ".",
        "и в не на я что он с как это по но они мы все она так его из за у то вы же бы от меня еще"
            + " нет о когда даже ну если уже или быть был до вас ни опять вам ведь там потом себя"
            + " ничего ей может тут где есть надо ней для тебя их чем была сам чтоб без будто",
        "ка ро ме сто ли ван да ши ну по гра те ко зы вер ба ход"),
    CHINESE(
        14,
        "",
        "。",
        "的 了 我 你 是 不 在 他 们 这 有 就 人 都 一个 我们 今天 明天 会议 时间 可以 没有 什么 知道 现在 朋友 工作"
            + " 公司 北京 上海 天气 吃饭 电影 学校 老师 学生 问题 谢谢 再见 喜欢 觉得 因为 所以 但是 开始 已经",
        "山 水 火 木 金 土 日 月 星 云 风 雨 雪 花 草 树 林 河 海 湖 石 田 城 市 路 桥 车 船 马 牛 羊 鱼 鸟 龙 虎"),
    JAPANESE(
        10,
        "",
        "。",
        "の に は を た が で て と し れ さ ある いる も する から な こと として 私 今日 明日 会議 時間 東京 友達 仕事"
            + " 会社 天気 映画 学校 先生 学生 問題 ありがとう さようなら 好き です ます でした ください",
        "山 川 田 中 村 森 木 花 雪 月 カ メ ラ テ ニ ス ホ ル コ ン さ く ら み ど り あ お し ろ"),
    THAI(
        6,
        "",
        " ",
        "ที่ และ ใน ของ เป็น การ มี ไม่ ได้ ว่า จะ ให้ ไป มา กับ ครับ ค่ะ วันนี้ พรุ่งนี้ ประชุม เวลา เพื่อน ทำงาน"
            + " บริษัท กรุงเทพ อากาศ กินข้าว หนัง โรงเรียน ครู นักเรียน ปัญหา ขอบคุณ ชอบ คิด",
        "กา มา ดี น้ำ ฟ้า ดิน ไฟ ลม ฝน บ้าน รถ เรือ ปลา นก ช้าง เสือ ดอก ใบ ผล เมือง");

    /// Of a hundred conversations.
    final int share;

    private final String between;
    private final String end;
    private final String common;
    private final String syllables;

    Language(int share, String between, String end, String common, String syllables) {
      this.share = share;
      this.between = between;
      this.end = end;
      this.common = common;
      this.syllables = syllables;
    }

    static Language one(Chance chance) {
      int ticket = chance.below(100);
      for (Language language : values()) {
        ticket -= language.share;
        if (ticket < 0) {
          return language;
        }
      }
      throw new IllegalStateException("the shares are less than a hundred");
    }
  }
}
