namespace VfioActors.Conformance.Tests.Sequences;

[Flags]
public enum SequenceTraits
{
    None = 0,

    /// <summary>An emulated device from the start.</summary>
    Emulated = 1,
    SecondEmulated = 2,

    /// <summary>A group behind an IOMMU from the start.</summary>
    Backed = 4,
    FirstVersion = 8,

    /// <summary>Groups come and go.</summary>
    Groups = 16,

    /// <summary>Files of groups and devices are closed and opened.</summary>
    Files = 32,

    /// <summary>Limits and the capability change.</summary>
    Limits = 64,

    /// <summary>Memory of many kinds.</summary>
    Kinds = 128,

    /// <summary>Memory is removed, protected, forgotten, locked.</summary>
    Memory = 256,
    Dirty = 512,
    Access = 1024,
    Vaddr = 2048,
    Processes = 4096,
    Policies = 8192,

    /// <summary>Pages are pinned by lists.</summary>
    Lists = 16384,

    /// <summary>Ranges lie where the addresses end, and where they start again.</summary>
    Top = 32768,

    /// <summary>An emulated device whose driver has no callback for unmaps.</summary>
    Callbackless = 65536,
}
