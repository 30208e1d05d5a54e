using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Recordings;

/// <summary>
/// Finds operations that are larger than what can be performed: buffers are kept as runs of pages, so that the size of
/// a guest is no trouble, but what is listed page by page or copied byte by byte takes its time.
/// </summary>
internal static class SizeCheck
{
    /// <summary>16 TiB in pages of 4 KiB.</summary>
    internal const long BufferPagesMax = 1L << 32;

    /// <summary>1 TiB: huge pages are kept one by one.</summary>
    internal const long HugePagesMax = 1L << 28;

    /// <summary>As many as a line may list.</summary>
    private const long ListedMax = 1L << 20;

    /// <summary>The kernel allocates a buffer of this size, or refuses.</summary>
    private const long AccessBytesMax = 1L << 24;

    /// <summary>1 GiB.</summary>
    private const long PeekBytesMax = 1L << 30;

    /// <returns>What is wrong, or null.</returns>
    public static string? Refute(Operation operation) => operation switch
    {
        MemoryOperation.Create { Kind: BufferKind.Huge or BufferKind.TransparentHuge } huge =>
            Refute("a buffer of huge pages", huge.Pages, HugePagesMax, "pages"),
        MemoryOperation.Create create => Refute("a buffer", create.Pages, BufferPagesMax, "pages"),
        MemoryOperation.Peek peek => Refute("a look", peek.Length, PeekBytesMax, "bytes"),
        ProbeOperation.CountPins pins => Refute("a count", pins.Pages, ListedMax, "pages"),
        ProbeOperation.Translate translate => Refute("a walk", translate.Pages, ListedMax, "pages"),
        DriverOperation.Access access => Refute("an access", access.Length, AccessBytesMax, "bytes"),
        _ => null,
    };

    private static string? Refute(string what, Int128 size, long most, string unit) => size >= 0 && size <= most
        ? null
        : $"{what} of {size} {unit}; 0 to {most} are accepted";
}
