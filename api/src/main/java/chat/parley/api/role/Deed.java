package chat.parley.api.role;

import static chat.parley.api.role.Power.IN_GROUPS;
import static chat.parley.api.role.Power.NEVER;
import static chat.parley.api.role.Power.NO;
import static chat.parley.api.role.Power.TO_LOWER;
import static chat.parley.api.role.Power.YES;

/// What is not everybody's right in every conversation. The four of each line: the owner, an admin
/// and a member of a group or channel, and either side of a direct conversation.
public enum Deed {
  /// Sending and editing.
  WRITE(YES, YES, IN_GROUPS, YES),
  PIN(YES, YES, NO, YES),
  /// To delete for everybody what somebody else wrote.
  ERASE(YES, YES, NO, NO),
  LEAVE(YES, YES, YES, NEVER),
  /// The name, the description, the picture, and who may find it.
  DESCRIBE(YES, YES, NO, NEVER),
  ADD(YES, YES, NO, NEVER),
  INVITE(YES, YES, NO, NEVER),
  REMOVE(TO_LOWER, TO_LOWER, NO, NEVER),
  MUTE(TO_LOWER, TO_LOWER, NO, NEVER),
  BAN(TO_LOWER, TO_LOWER, NO, NEVER),
  /// Seeing who is banned, and letting them in again.
  LIFT_BAN(YES, YES, NO, NEVER),
  /// Making admins and members, and handing over.
  CHANGE_ROLE(TO_LOWER, NO, NO, NEVER),
  CLOSE(YES, NO, NO, NEVER);

  final Power owner;
  final Power admin;
  final Power member;
  final Power direct;

  Deed(Power owner, Power admin, Power member, Power direct) {
    this.owner = owner;
    this.admin = admin;
    this.member = member;
    this.direct = direct;
  }
}
