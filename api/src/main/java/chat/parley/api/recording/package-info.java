/// What an audio or video file says about itself, and how it sounds: its length, the size of its
/// picture, and for sound a waveform of 64 levels. Files come from anyone, so nothing that one of
/// them declares is believed further than its own bytes go. No database, no HTTP.
@NullMarked
package chat.parley.api.recording;

import org.jspecify.annotations.NullMarked;
