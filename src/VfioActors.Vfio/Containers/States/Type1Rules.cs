using VfioActors.Vfio.Defects;

namespace VfioActors.Vfio.Containers.States;

/// <summary>The defects that are rules of the kernels that had them: switching one on changes the rule.</summary>
internal static class Type1Rules
{
    /// <summary>The same container by the rules that its defects make.</summary>
    internal static ContainerOptions Apply(ContainerOptions options)
    {
        var (rules, defects) = (options.Rules, options.Defects);
        var unordered = defects.Has(Type1Defects.UnmapStartsAtTheOldestMapping);
        return options with
        {
            Rules = rules with
            {
                TestsLimitAlways = rules.TestsLimitAlways || defects.Has(Type1Defects.PinTestsLimitForChargedPages),
                FindsByTree = rules.FindsByTree || unordered || defects.Has(Type1Defects.RangeEndWraps),
                UnmapsInTreeOrder = rules.UnmapsInTreeOrder || unordered,
                ShiftsLogInPlace = rules.ShiftsLogInPlace || defects.Has(Type1Defects.FailedGetLeavesLogShifted),
                StopsAtStrangers = rules.StopsAtStrangers || defects.Has(Type1Defects.UnmapOfAStrangerDoesNothing),
                AnyListenerServes = rules.AnyListenerServes || defects.Has(Type1Defects.AnyListenerLetsAllPin),
            },
        };
    }
}
