/// The whole system on one machine: stores, api and push as processes of their own.
/// [Dev] is behind `mvn -Pdev`; system tests are made of [Stack] and [RunningNode], too.
/// The programs are known here only by their jars, their environment and their readiness.
@NullMarked
package chat.parley.infra.dev;

import org.jspecify.annotations.NullMarked;
