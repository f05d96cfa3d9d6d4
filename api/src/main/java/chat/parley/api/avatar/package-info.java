/// Pictures of people and conversations: cut, made small, kept, and shown to whoever has the
/// address. Whose they are is the business of the packages that ask for them.
@NullMarked
package chat.parley.api.avatar;

import org.jspecify.annotations.NullMarked;
