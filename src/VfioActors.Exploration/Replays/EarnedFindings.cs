using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Replays;

/// <summary>
/// What a run breaks that was led by an older trace, and not for want of the operations that it leaves out.
/// </summary>
/// <remarks>
/// Of operations that are new nobody knows what the others need of them: they may come to a sum together, wake
/// somebody, or free what was lost before. Those that the trace left out were not needed by what it broke; but where
/// some of its steps are gone, or nothing needs to be done to break a claim, they may be now.
/// </remarks>
internal static class EarnedFindings
{
    /// <summary>Those of the run that need no other look.</summary>
    internal static IReadOnlyList<Finding> Of(FittedTrace fitted, TraceFollower follower)
    {
        if (!fitted.LeavesOutAny || follower.IsExact) { return follower.Findings; }
        if (fitted.LeavesOutNew) { return []; }
        return
        [
            .. follower.Findings.Where(finding => !IsOfRest(finding.Property)
                || (follower.Skipped == 0 && !IsBrokenByNothing(fitted.Setup, finding.Property))),
        ];
    }

    /// <summary>Whether it is known at rest only.</summary>
    internal static bool IsOfRest(Property property) => property is AtRest or Ordering or RunCheck;

    private static bool IsBrokenByNothing(Setup setup, Property property)
    {
        var can = setup.Operations.Where(operation => !operation.Stays).Select(operation => operation.Id.Value);
        var nothing = setup.With(setup.Arguments.Without(can));
        var world = nothing.MakeWorld();
        PropertyChecker checker = new(world, nothing.Properties);
        while (world.Enabled.Length > 0 && world.Crash is null && world.Depth < RunLimit.StepsMax)
        {
            var choice = world.Enabled[0];
            checker.Before(world, choice);
            world.Take(choice);
            checker.After(world);
        }

        if (world.Enabled.Length == 0 && world.Crash is null) { checker.Rest(world); }
        return checker.Found.Any(finding => finding.Property.Name == property.Name);
    }
}
