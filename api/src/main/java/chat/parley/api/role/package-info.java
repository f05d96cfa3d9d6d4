/// Who may do what to whom in a conversation: [chat.parley.api.role.Policy] decides, everybody else
/// asks. It knows no database; whoever asks has read the facts under the locks of the change.
@NullMarked
package chat.parley.api.role;

import org.jspecify.annotations.NullMarked;
