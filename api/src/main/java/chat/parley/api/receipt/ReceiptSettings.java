package chat.parley.api.receipt;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How receipts are kept and announced.
///
/// @param largestConversation in conversations of more participants receipts are not announced, and
///     deliveries not kept: each message would cause their number squared
/// @param window of the receipts of one kind of somebody's in a conversation, one is announced at
///     once and then one in this time, the newest
/// @param mostMerged how many such windows one api keeps open; beyond them nothing is merged
@ConfigurationProperties("parley.receipts")
record ReceiptSettings(
    @Min(0) @Bindable(defaultValue = "100") int largestConversation,
    @Bindable(defaultValue = "500ms") Duration window,
    @Min(0) @Bindable(defaultValue = "20000") int mostMerged) {}
