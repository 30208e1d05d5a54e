using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches an access that charges a process or pins a page.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RwNeverChangesAccounting(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "What is charged and pinned follows from mappings and pins alone, whatever was accessed by IOVA.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var expected = ExpectedAccounts.Of(view, actors);
        var memory = view.State<GuestMemoryState>(actors.Memory);
        for (var at = 0; at < memory.Processes.Count; at++)
        {
            var (process, record) = (memory.Processes.Keys[at], memory.Processes.Values[at]);
            var charged = expected.Charged.GetValueOrDefault(process);
            if (record.Alive != 0 && record.LockedPages != charged)
            {
                return $"process {process} has {Counted.Of(record.LockedPages, "locked page")} where "
                    + $"{Counted.Of(charged, "is", "are")} charged";
            }
        }

        foreach (var (key, run) in memory.Frames)
        {
            var pins = expected.Pins.GetValueOrDefault((long)key.Page.Value);
            if (run.Whole == Pfn.None && run.Pins != pins)
            {
                return $"page {key.Page} has {Counted.Of(run.Pins, "pin")}, not {pins}";
            }
        }

        return null;
    }
}
