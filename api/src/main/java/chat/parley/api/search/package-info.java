/// Finds messages by what they say, among those that the caller may read.
///
/// The words are stored with the message (`messages.terms`). Whatever is asked, a request looks at
/// a bounded number of messages: [SearchRepository] says how.
@NullMarked
package chat.parley.api.search;

import org.jspecify.annotations.NullMarked;
