using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.GuestMemories;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-02, 04, 09, 10, 17 and 36: what is charged is not what is pinned.</summary>
/// <param name="actors">Who is who.</param>
public sealed class LockedVmLaw(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "A process is charged each counted page of its mappings once that an IOMMU or a driver has pinned.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var memory = view.State<GuestMemoryState>(actors.Memory);
        var expected = ExpectedAccounts.Of(view, actors).Charged;
        for (var at = 0; at < memory.Processes.Count; at++)
        {
            var process = memory.Processes.Keys[at];
            var (locked, law) = (memory.Processes.Values[at].LockedPages, expected.GetValueOrDefault(process));
            if (locked != law) { return $"lockedVm of process {process.Value} is {locked}, the law says {law}"; }
        }

        return null;
    }
}
