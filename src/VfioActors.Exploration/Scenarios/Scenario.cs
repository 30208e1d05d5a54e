using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Scenarios;

/// <summary>
/// A topology, a workload and properties under one name: what is explored. Derive from it, give it a constructor
/// without parameters, and <c>--assembly</c> finds it. Its behaviours must be pure: one that is not is caught when it
/// is asked again, and until then what it said the first time stands.
/// </summary>
public abstract class Scenario
{
    /// <summary>The name on the command line: lower case with dashes.</summary>
    public abstract string Name { get; }

    /// <summary>What happens in it, in one line.</summary>
    public abstract string Summary { get; }

    /// <summary>The subsystem that it belongs to; "user" for anybody's own.</summary>
    public virtual string Subsystem => "user";

    /// <summary>What can be set, each with its default and its bounds.</summary>
    public virtual IReadOnlyList<ScenarioParameter> Parameters => [];

    /// <summary>The defects that can be switched on in it.</summary>
    public virtual IReadOnlyList<Defect> Defects => [];

    /// <summary>
    /// Whether what is switched on stays on while a failure is made small, and is not blamed for it: true where the
    /// switches are no defects but say what is asked about, as the candidates of a race file do.
    /// </summary>
    public virtual bool KeepsSwitches => false;

    /// <summary>The sets of defects that go by a name.</summary>
    public virtual IReadOnlyList<Profile> Profiles => [];

    /// <summary>
    /// Which defect is shown with which parameters: the rows of the museum that this scenario is responsible for.
    /// </summary>
    public virtual IReadOnlyList<Exhibit> Exhibits => [];

    /// <summary>
    /// Whether its behaviours must be asked at every step, even about what they did before: true where something else
    /// follows along, such as real actors.
    /// </summary>
    public virtual bool AsksAlways => false;

    /// <summary>
    /// Whether equal fingerprints mean equal states: false where part of what actors remember cannot be seen.
    /// </summary>
    public virtual bool TellsStatesApart => true;

    /// <summary>
    /// For hosts: why what was run so far shows nothing, even of a search that came to its end, in one line; null when
    /// there is no such reason.
    /// </summary>
    public virtual string? Doubt => null;

    /// <summary>For hosts: what happened in the runs so far beside messages; reports say so.</summary>
    public virtual IReadOnlyList<Tally> Tallies => [];

    /// <summary>
    /// For hosts: what runs cannot show, so that what a search holds is held modulo that, in words; null for nothing.
    /// </summary>
    /// <param name="leavesOrdersOut">
    /// Whether the search leaves out orders that come to the same by what it knows of the steps.
    /// </param>
    public virtual string? Unseen(bool leavesOrdersOut) => null;

    /// <summary>For hosts: a run came to rest.</summary>
    /// <param name="view">The actors.</param>
    public virtual void Rested(IWorldView view)
    {
    }

    /// <summary>
    /// For hosts: what it noted of runs that came to rest, on which <see cref="Doubt"/> stands, so that a search can be
    /// ended and go on elsewhere.
    /// </summary>
    public virtual IReadOnlyCollection<string> Noted => [];

    /// <summary>For hosts: a search goes on in which this was noted before.</summary>
    public virtual void Recall(IEnumerable<string> noted)
    {
    }

    /// <summary>
    /// Whether its rules are written down in place, as functions that could keep something beside the states: a search
    /// tries whether they are pure before it believes them.
    /// </summary>
    internal virtual bool HasRulesInPlace => false;

    /// <summary>Makes the actors, their workload and the properties. Called afresh for every world.</summary>
    public abstract void Build(ScenarioBuilder builder);
}
