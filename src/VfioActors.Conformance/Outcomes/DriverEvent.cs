namespace VfioActors.Conformance.Outcomes;

/// <summary>A callback that a driver heard during an operation, and what it unpinned inside.</summary>
/// <param name="Device">The name of the device.</param>
/// <param name="Range">The range that goes, or null when the device was closed.</param>
/// <param name="Unpins">What was unpinned, in order.</param>
public sealed record DriverEvent(string Device, LeavingRange? Range, IReadOnlyList<Unpinning> Unpins)
{
    /// <summary>The event as the recordings write it.</summary>
    public string Text
    {
        get
        {
            var what = Range is { } range
                ? $"dma_unmap {range.Iova:x}+{range.Size:x}"
                : "close";
            return $"{Device} {what} [{string.Join(' ', Unpins.Select(unpin => $"{unpin.Iova:x}*{unpin.Count}"))}]";
        }
    }
}
