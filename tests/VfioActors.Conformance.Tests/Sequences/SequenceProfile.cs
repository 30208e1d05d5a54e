using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Tests.Sequences;

/// <summary>What a random sequence is about.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Traits">What it does beside map, unmap, pin and unpin.</param>
public sealed record SequenceProfile(string Name, SequenceTraits Traits)
{
    private const SequenceTraits Emulated = SequenceTraits.Emulated;
    private const SequenceTraits Backed = SequenceTraits.Backed;

    /// <summary>The profiles, as the recorded random sequences have them and some mixed further.</summary>
    public static IReadOnlyList<SequenceProfile> All { get; } =
    [
        new("emu", Emulated),
        new("emu2", Emulated | SequenceTraits.SecondEmulated | SequenceTraits.Policies),
        new("pci", Backed),
        new("both", Emulated | Backed),
        new("v1", Emulated | Backed | SequenceTraits.FirstVersion),
        new("array", Emulated | SequenceTraits.SecondEmulated | SequenceTraits.Lists),
        new("dyn", Emulated | SequenceTraits.Groups),
        new("life", Emulated | Backed | SequenceTraits.Groups | SequenceTraits.Files),
        new("limit", Emulated | SequenceTraits.Groups | SequenceTraits.Limits),
        new("backing", Emulated | Backed | SequenceTraits.Kinds | SequenceTraits.Memory),
        new("dirty", Emulated | SequenceTraits.Groups | SequenceTraits.Dirty | SequenceTraits.Access),
        new("vaddr", Backed | SequenceTraits.Vaddr | SequenceTraits.Processes),
        new("proc", Emulated | SequenceTraits.Groups | SequenceTraits.Processes | SequenceTraits.Access),
        new("nocb", Emulated | SequenceTraits.Callbackless | SequenceTraits.Files | SequenceTraits.Access),
        new("top", Emulated | SequenceTraits.Top),
        new("top1", Emulated | SequenceTraits.Top | SequenceTraits.FirstVersion),
        new("topall", (SequenceTraits)~(int)(SequenceTraits.FirstVersion | SequenceTraits.Backed)),
        new("topvaddr", Backed | SequenceTraits.Top | SequenceTraits.Vaddr | SequenceTraits.Groups
            | SequenceTraits.Files | SequenceTraits.Dirty),
        new("all", (SequenceTraits)~(int)(SequenceTraits.FirstVersion | SequenceTraits.Top)),
    ];

    /// <summary>Whether a kernel knows what the profile does: recordings of the older one have no such calls.</summary>
    public bool Suits(KernelVersion kernel) => kernel == KernelVersion.Linux5x10
        ? Name is not ("vaddr" or "topvaddr")
        : Name != "array";

    /// <summary>The traits that a kernel knows: the newer one pins no lists.</summary>
    public SequenceTraits TraitsOf(KernelVersion kernel) =>
        kernel == KernelVersion.Linux5x10 ? Traits : Traits & ~SequenceTraits.Lists;
}
