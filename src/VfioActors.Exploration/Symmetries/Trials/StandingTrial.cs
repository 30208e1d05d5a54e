using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Symmetries.Trials;

/// <summary>
/// Sees to it that nothing is merged that was only said to be the same: before a search relies on a symmetry, and while
/// it goes on, now and then, where it is, since few runs from the start go as far.
/// </summary>
internal sealed class StandingTrial
{
    /// <summary>In how many random runs a symmetry is tried before it is relied on.</summary>
    private const int RunsBefore = 64;

    /// <summary>After how many steps of the search it is tried again.</summary>
    private const int StepsBetween = 128;

    /// <summary>The same where a step takes so little that one in 128 would take most of the time.</summary>
    private const int StepsBetweenSeldom = 4_096;

    /// <summary>
    /// How many more steps than the search itself takes the trials of its rests may take: every rest of a small search
    /// is tried.
    /// </summary>
    private const int StepsForRests = 262_144;

    /// <summary>With how many orders of the members a rest is tried while there is room for all.</summary>
    private const int TimesAtFirst = 3;

    private readonly Setup _setup;
    private readonly Symmetry _symmetry;
    private readonly int _between;
    private readonly SymmetryTrial _trial;
    private long _steps;
    private long _stepsForRests;

    /// <param name="isSeldom">Whether it is tried seldom, for a search that takes many steps.</param>
    /// <exception cref="NotSupportedException">
    /// A claim does not say that it is symmetric, or throws, or what is said to be interchangeable is not.
    /// </exception>
    internal StandingTrial(Setup setup, Symmetry symmetry, bool isSeldom)
    {
        if (setup.Properties.FirstOrDefault(property => !property.IsSymmetric) is { } property)
        {
            throw new NotSupportedException(
                $"--symmetry: {property.Name} does not say that it is the same whoever is in whose place");
        }

        (_setup, _symmetry) = (setup, symmetry);
        _between = isSeldom ? StepsBetweenSeldom : StepsBetween;
        _trial = new(() => setup.MakeWorld(), setup.Properties, symmetry, seed: 1);
        try
        {
            Check(_trial.Difference(RunsBefore));
        }
        catch (PropertyException thrown)
        {
            // A search that went on might leave out, for a symmetry that was not tried, the very state that throws.
            throw new NotSupportedException(
                $"--symmetry: {setup.Scenario.Name} cannot be tried: {thrown.Message}", thrown);
        }
    }

    /// <summary>What was found out on the way: the search need not find it out again.</summary>
    internal RenamedMemory Memory => _trial.Memory;

    /// <summary>The search is about to take a step.</summary>
    /// <exception cref="NotSupportedException">What is said to be interchangeable is not.</exception>
    internal void Step(World world)
    {
        if (++_steps % _between == 0) { Check(_trial.DifferenceAt(world)); }
    }

    /// <summary>
    /// The search has come to rest. What is claimed there is claimed nowhere else, and few of the rests that a search
    /// meets are met by random runs.
    /// </summary>
    /// <exception cref="NotSupportedException">What is said to be interchangeable is not.</exception>
    internal void Rest(World world)
    {
        Look();
        if (_stepsForRests > _steps + StepsForRests) { return; }
        var times = _stepsForRests < StepsForRests ? TimesAtFirst : 1;
        _stepsForRests += (long)times * world.Depth;
        Check(_trial.DifferenceAtRest(world, times));
    }

    /// <summary>The search has taken a step.</summary>
    /// <exception cref="NotSupportedException">Something has told apart what is said to be interchangeable.</exception>
    internal void Look()
    {
        if (_symmetry.Objection is not { } objection) { return; }
        throw new NotSupportedException($"--symmetry: {_setup.Scenario.Name}: {objection}");
    }

    private void Check(string? difference)
    {
        Look();
        if (difference is null) { return; }
        throw new NotSupportedException(
            $"--symmetry: {_setup.Scenario.Name} says what is interchangeable, and it is not: {difference}");
    }
}
