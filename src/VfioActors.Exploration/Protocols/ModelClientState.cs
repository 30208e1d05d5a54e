using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;

namespace VfioActors.Exploration.Protocols;

/// <summary>Where a client stands in what it is to do.</summary>
internal sealed class ModelClientState : State, IWaits, IAdvances
{
    private readonly IReadOnlyList<(OperationId Operation, ModelRequest Request)> _script;

    internal ModelClientState(
        Journal journal, IReadOnlyList<(OperationId Operation, ModelRequest Request)> script)
        : base(journal)
    {
        _script = script;
        Answered = Variable<int>();
    }

    /// <summary>How many requests were answered; the next one is under way.</summary>
    internal Variable<int> Answered { get; }

    /// <summary>How many operations are answered to their end.</summary>
    internal int OperationsDone => _script.Take(Answered.Value).Select(one => one.Operation)
        .Except(_script.Skip(Answered.Value).Select(one => one.Operation)).Count();

    public int Place => Answered.Value;

    public int LastPlace => _script.Count;

    public void Tell(WaitList waits)
    {
        if (Answered.Value == _script.Count) { return; }
        var (operation, request) = _script[Answered.Value];
        waits.For(request.To, operation);
    }
}
