namespace VfioActors.Exploration.Properties;

/// <summary>
/// A claim about a scenario, one class each; the class's name is the id that the specification and the reports quote.
/// </summary>
/// <remarks>
/// Exploring tries one order of each set of equivalent ones, and equivalent orders agree only on what each actor sees.
/// So the kind of a property says what it may look at: one actor (<see cref="Invariant{TState}"/>,
/// <see cref="StepRule{TState}"/>), the world at rest (<see cref="AtRest"/>, <see cref="Witness"/>), or several actors
/// whose steps then count as dependent (<see cref="Observer"/>, <see cref="Ordering"/>). What a property says must
/// depend on what it may look at and on nothing else: what was found in order is not looked at again.
/// </remarks>
public abstract class Property
{
    /// <summary>The id.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>What is claimed, in a sentence of the field.</summary>
    public abstract string Claim { get; }

    /// <summary>
    /// Whether it says the same when things that a scenario declares to be interchangeable have changed places: then
    /// a search may take such states for one (<c>--symmetry</c>). False unless said otherwise.
    /// </summary>
    public virtual bool IsSymmetric => false;

    /// <summary>
    /// Whether it is claimed only of runs in which there is enough of everything, as a list of the answers that one
    /// script gets: then it is not judged where anything may be refused (<c>--fail-nth</c>). False unless said
    /// otherwise.
    /// </summary>
    public virtual bool PresumesEnough => false;
}
