/// What the container images hold: a Java runtime of only the modules that a program needs, its
/// libraries, the program, and an AOT cache made with exactly these. The Dockerfile copies it,
/// layer by layer; the tests run it.
@NullMarked
package chat.parley.infra.docker;

import org.jspecify.annotations.NullMarked;
