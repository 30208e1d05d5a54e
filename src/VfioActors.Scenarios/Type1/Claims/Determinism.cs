using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>
/// Catches T1-37: what an unmap of the first version removes depends on the order in which mappings were made. Judges
/// containers of the first version that one user alone maps and unmaps.
/// </summary>
/// <param name="actors">Who is who.</param>
public sealed class Determinism(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "What an unmap removes follows from the set of mappings, taken in order of address.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var container in actors.Containers)
        {
            if (view.State<ContainerState>(container).Kind.Value != ContainerKind.Type1) { continue; }
            var answers = actors.Answers(view).Where(answer => answer.Request.To == container).ToList();
            if (answers.Select(answer => answer.User).Distinct().Count() > 1) { continue; }
            if (Replay(answers) is { } wrong) { return wrong; }
        }

        return null;
    }

    private static string? Replay(IEnumerable<Type1Answer> answers)
    {
        SortedDictionary<ulong, ulong> mappings = [];
        foreach (var answer in answers.Where(answer => answer.Succeeded))
        {
            if (answer.Request.Asks<ContainerMessage.Map>(out var map)) { mappings[map.Iova.Value] = map.Size.Value; }
            if (!answer.Request.Asks<ContainerMessage.Unmap>(out var unmap)) { continue; }
            var expected = Remove(mappings, unmap.Iova.Value, unmap.Iova.Value + (unmap.Size.Value - 1));
            if (expected != answer.Outcome.Value)
            {
                return $"an unmap removes {Counted.Of(answer.Outcome.Value, "byte")}; "
                    + $"in order of address it removes {expected}";
            }
        }

        return null;
    }

    private static ulong Remove(SortedDictionary<ulong, ulong> mappings, ulong first, ulong last)
    {
        var removed = 0UL;
        foreach (var (start, size) in mappings.ToList())
        {
            if (start > last || start + (size - 1) < first) { continue; }
            if (start < first) { return removed; }
            removed += size;
            mappings.Remove(start);
        }

        return removed;
    }
}
