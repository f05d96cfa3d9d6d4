/// The api as an AWS Lambda function: events of API Gateway (payload 2.0) in place of connections,
/// and a process that stands still whenever it has no request.
@NullMarked
package chat.parley.infra.lambda;

import org.jspecify.annotations.NullMarked;
