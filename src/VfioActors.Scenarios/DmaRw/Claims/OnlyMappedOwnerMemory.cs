using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>
/// Catches DRW-01, 09, 11 and 22: bytes changed that no mapping leads to from where the guest asked for it, of the
/// kernel or of another program. For scenarios in which nothing but accesses writes.
/// </summary>
/// <param name="actors">Who is who.</param>
public sealed class OnlyMappedOwnerMemory(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Bytes change only where a mapping leads from the addresses of an access, in the memory that was mapped.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var memory = view.State<GuestMemoryState>(actors.Memory);
        var script = AccessScript.Of(actors);
        foreach (var bytes in ChangedBytes.Of(memory))
        {
            if (bytes.Process < 0) { return $"the kernel's own memory is changed at {new Vaddr(bytes.First)}"; }
            if (bytes.Process > 0) { return $"process {bytes.Process}, which mapped nothing, is changed"; }
            if (!script.Covers(bytes, asUnsigned: true))
            {
                return $"no mapping leads from an access to the bytes at {new Vaddr(bytes.First)}";
            }
        }

        return null;
    }
}
