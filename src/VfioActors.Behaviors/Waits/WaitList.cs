using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Waits;

/// <summary>Who waits for whom and who holds what among all actors, as they say it one after the other.</summary>
public sealed class WaitList
{
    private readonly List<Wait> _waits = [];
    private readonly List<Hold> _holds = [];
    private readonly SortedSet<OperationId> _excused = [];
    private ActorId _self;

    /// <summary>
    /// Who waits, each once, in the order in which it was said; those who do so rightly are left out.
    /// </summary>
    public IEnumerable<Wait> Waits => _waits.Where(wait => !_excused.Contains(wait.Operation)).Distinct();

    /// <summary>Whether anybody was said to wait, rightly or not: at rest hardly anybody does.</summary>
    public bool HasWaits => _waits.Count > 0;

    /// <summary>What is held, in the order in which it was said.</summary>
    public IReadOnlyList<Hold> Holds => _holds;

    /// <summary>Whether an operation waits, rightly or not.</summary>
    public bool IsWaiting(OperationId operation) => _waits.Exists(wait => wait.Operation == operation);

    /// <summary>Lets an actor say what it knows; one whose state says nothing of waiting is passed over.</summary>
    public void Ask(ActorId actor, State state)
    {
        if (state is not IWaits waits) { return; }
        _self = actor;
        waits.Tell(this);
    }

    /// <summary>Who says it waits for another.</summary>
    /// <param name="whom">Who is to do something; <see cref="ActorId.Nobody"/> when it is not known.</param>
    /// <param name="operation">The operation that waits.</param>
    public void For(ActorId whom, OperationId operation = default) => _waits.Add(new(_self, operation, whom));

    /// <summary>Another waits for the actor that says it.</summary>
    /// <param name="who">Who waits; <see cref="ActorId.Nobody"/> is passed over.</param>
    /// <param name="operation">The operation that waits.</param>
    public void Queued(ActorId who, OperationId operation = default)
    {
        if (who.IsSomebody) { _waits.Add(new(who, operation, _self)); }
    }

    /// <summary>Another holds the actor that says it.</summary>
    public void Held(ActorId who, OperationId operation = default) => _holds.Add(new(_self, who, operation));

    /// <summary>
    /// An operation may wait for ever and nothing is wrong: for a page that user space need never provide, say.
    /// </summary>
    public void Excuse(OperationId operation)
    {
        if (operation != OperationId.None) { _excused.Add(operation); }
    }
}
