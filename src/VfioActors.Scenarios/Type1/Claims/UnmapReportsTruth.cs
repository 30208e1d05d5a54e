using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-30: an unmap answers success and leaves what it was to remove.</summary>
/// <param name="actors">Who is who.</param>
public sealed class UnmapReportsTruth(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "The bytes that unmaps answer are those they removed; in the second version nothing is left in the range.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var answers = actors.Answers(view).ToList();
        foreach (var container in actors.Containers)
        {
            var state = view.State<ContainerState>(container);
            if (Balance(state, container, answers) is { } wrong) { return wrong; }
            foreach (var answer in answers.Where(answer => answer.Request.To == container && answer.Succeeded))
            {
                if (state.Kind.Value != ContainerKind.Type1v2) { continue; }
                if (Left(state, answer, answers) is { } left) { return left; }
            }
        }

        return null;
    }

    /// <summary>
    /// What was mapped less what was unmapped is there, unless a group left that may have taken it along.
    /// </summary>
    private static string? Balance(ContainerState state, ActorId container, IReadOnlyList<Type1Answer> answers)
    {
        if (answers.Any(answer => answer.Request.Asks<GroupMessage.UnsetContainer>(out _))) { return null; }
        var (mapped, unmapped, left) = (0UL, 0UL, 0UL);
        foreach (var answer in answers.Where(answer => answer.Request.To == container && answer.Succeeded))
        {
            if (answer.Request.Asks<ContainerMessage.Map>(out var map)) { mapped += map.Size.Value; }
            if (!answer.Request.Asks<ContainerMessage.Unmap>(out var unmap)) { continue; }
            if ((unmap.Modes & UnmapModes.Vaddr) == 0) { unmapped += answer.Outcome.Value; }
        }

        foreach (var mapping in state.Mappings.Values) { left += mapping.Size.Value; }
        return mapped == unmapped + left
            ? null
            : $"{Counted.Of(mapped, "byte was", "bytes were")} mapped, "
                + $"{unmapped} reported unmapped, and {Counted.Of(left, "is", "are")} left";
    }

    /// <summary>A mapping in the range of an unmap that the same user, and no other, made before it.</summary>
    private static string? Left(ContainerState state, Type1Answer unmapped, IReadOnlyList<Type1Answer> answers)
    {
        if (!unmapped.Request.Asks<ContainerMessage.Unmap>(out var unmap)) { return null; }
        if ((unmap.Modes & UnmapModes.Vaddr) != 0) { return null; }
        foreach (var key in state.Mappings.Keys)
        {
            var start = key.Start;
            if (start < unmap.Iova || start.Since(unmap.Iova) >= unmap.Size) { continue; }
            var makers = answers.Where(answer => answer.Succeeded
                && answer.Request.Asks<ContainerMessage.Map>(out var map) && map.Iova == start);
            if (makers.All(maker => maker.User == unmapped.User && maker.At < unmapped.At))
            {
                return $"an unmap answers {Counted.Of(unmapped.Outcome.Value, "byte")}, and "
                    + $"the mapping at {start} is still there";
            }
        }

        return null;
    }
}
