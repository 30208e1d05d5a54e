using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>
/// Catches DRW-10, 14 and 20: something that was taken is not given back, or used without being held.
/// </summary>
/// <param name="actors">Who is who.</param>
public sealed class LeaseBalance(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Leases, handles, references and adopted memories all return, and nothing is used without them.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var group in actors.Groups)
        {
            var state = view.State<GroupState>(group);
            if (state.References.Value != 0)
            {
                return $"{view.NameOf(group)} keeps {Counted.Of(state.References.Value, "reference")} that nobody has";
            }
        }

        var memory = view.State<GuestMemoryState>(actors.Memory);
        foreach (var container in actors.Containers)
        {
            var state = view.State<ContainerState>(container);
            if (state.StaleUses.Value > 0) { return $"{view.NameOf(container)} is used by a group that has left it"; }
            var (leases, waiting) = (state.Accesses.Count, memory.Copies.Count);
            if (leases != waiting)
            {
                return $"{view.NameOf(container)} has {Counted.Of(leases, "lease")} for "
                    + $"{Counted.Of(waiting, "copy", "copies")}";
            }
        }

        return memory.Adopted.Value > 0
            ? $"{Counted.Of(memory.Adopted.Value, "thread keeps", "threads keep")} an adopted memory"
            : null;
    }
}
