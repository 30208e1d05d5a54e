namespace VfioActors.Conformance.Outcomes;

/// <summary>The names of what can be said of an operation, as the recordings spell them.</summary>
public static class Facts
{
    /// <summary>What was returned: a number, or <c>null</c>.</summary>
    public const string Answer = "ret";

    /// <summary>The name of the error, or <c>null</c>.</summary>
    public const string Error = "errno";

    /// <summary>Locked memory of the main process in KiB.</summary>
    public const string Locked = "lck";

    /// <summary>Before the name of a forked process: its locked memory in KiB.</summary>
    public const string LockedOf = "lck_";

    /// <summary>Mappings left by container: <c>c0:65535 c1:3</c>; nothing when no container has a type.</summary>
    public const string Available = "avail";

    /// <summary>The callbacks.</summary>
    public const string Events = "ev";

    /// <summary>How many callbacks there were in all, when they are too many to list.</summary>
    public const string EventsTotal = "ev_total";

    /// <summary>Warnings of the kernel.</summary>
    public const string Warnings = "kwarn";

    /// <summary>Bytes that were unmapped.</summary>
    public const string Unmapped = "unmapped";

    /// <summary>Dirty bits, hex bytes in memory order.</summary>
    public const string Bitmap = "bitmap";

    /// <summary>The names of the pages that were pinned.</summary>
    public const string Pages = "pfns";

    /// <summary>The names of the pages that are translated to; <c>-</c> for nothing.</summary>
    public const string Targets = "to";

    /// <summary>How often each page is pinned.</summary>
    public const string Pins = "pins";

    /// <summary>Bytes read: <c>17*4096 0*16</c>.</summary>
    public const string Bytes = "data";

    /// <summary>Set when the kernel stopped: why.</summary>
    public const string Fatal = "fatal";

    /// <summary>How many callbacks were made before the kernel stopped.</summary>
    public const string Callbacks = "callbacks";

    /// <summary>What became of the caller when the kernel stopped.</summary>
    public const string Caller = "process";

    /// <summary>How often the kernel reported that it stopped.</summary>
    public const string Reports = "kernel_reports";

    /// <summary>Flags that came back.</summary>
    public const string FlagsOut = "out_flags";

    /// <summary>The size of the structure that came back.</summary>
    public const string ArgszOut = "out_argsz";

    /// <summary>Page sizes of the container as a bitmap.</summary>
    public const string PageSizes = "pgsizes";

    /// <summary>Where the capabilities start.</summary>
    public const string CapabilityOffset = "cap_offset";

    /// <summary>The capabilities, as the recordings write them.</summary>
    public const string Capabilities = "caps";
}
