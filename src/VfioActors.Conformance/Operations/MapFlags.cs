namespace VfioActors.Conformance.Operations;

/// <summary>What a device may do with a mapping, or what of it is given anew.</summary>
[Flags]
public enum MapFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The device may read.</summary>
    Read = 1,

    /// <summary>The device may write.</summary>
    Write = 2,

    /// <summary>Only the caller's address is given anew.</summary>
    Vaddr = 4,
}
