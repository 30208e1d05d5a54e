namespace VfioActors.Tracing.Recordings;

/// <summary>What one actor received, in order.</summary>
/// <param name="Actor">The actor's name.</param>
/// <param name="Words">The receipts as <see cref="ReceiptCode"/> writes them.</param>
public sealed record ReceiveOrder(string Actor, IReadOnlyList<ushort> Words)
{
    /// <summary>The fingerprint of the actor's state at the end; null when the recording does not say.</summary>
    public ulong? State { get; init; }

    /// <summary>The fingerprints after each step; empty when the recording does not say.</summary>
    public IReadOnlyList<ulong> Fingerprints { get; init; } = [];

    /// <summary>The receipts.</summary>
    /// <exception cref="FormatException">The words mean nothing.</exception>
    public IReadOnlyList<Receipt> Receipts()
    {
        ushort[] words = [.. Words];
        List<Receipt> receipts = new(words.Length);
        for (var at = 0; ReceiptCode.TryRead(words, ref at, out var receipt);) { receipts.Add(receipt); }
        return receipts;
    }
}
