using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>
/// Parts of the living kernel; the bench itself makes the calls. Each call is carried out as far as it goes before the
/// next: one that does not return is answered later, by what another does.
/// </summary>
internal sealed class LivingBench
{
    private readonly Topology _topology = new();
    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _mail = [];
    private readonly Queue<Envelope> _held = [];
    private readonly List<Cell> _cells = [];
    private readonly Journal _journal = new(keeps: false);
    private readonly ActorId _tester = new(1000);
    private readonly SortedDictionary<int, CallMessage.Returned> _returned = [];
    private int _operations;
    private bool _holds;

    /// <summary>What the host answers to the questions, one after the other; then the first option.</summary>
    internal Queue<int> Choices { get; } = [];

    /// <summary>The number that the next actor gets.</summary>
    internal ActorId Next => _topology.Next;

    internal ActorId Add<TState>(string name, IBehavior<TState> behavior)
        where TState : State
    {
        var actor = _topology.Add(name, behavior);
        _cells.Add(_topology.Make(actor, _journal));
        return actor;
    }

    /// <summary>A call that returns.</summary>
    internal CallMessage.Returned Call<T>(ActorId to, in T message)
        where T : unmanaged, IMessage => Answer(Begin(to, in message));

    /// <summary>The error of a call that returns.</summary>
    internal Errno Error<T>(ActorId to, in T message)
        where T : unmanaged, IMessage => Call(to, in message).Error;

    /// <summary>A call that may return later.</summary>
    /// <returns>Its number, for <see cref="Answer"/>.</returns>
    internal int Begin<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        _mail.Enqueue(Envelope.Of(_tester, to, in message).Serving(new(++_operations), 0));
        if (!_holds)
        {
            Settle();
            return _operations;
        }

        _holds = false;
        Step(_mail.Dequeue());
        while (_mail.TryDequeue(out var held)) { _held.Enqueue(held); }
        return _operations;
    }

    /// <summary>Of the next call only the first step is taken; it goes on when <see cref="GoOn"/> says so.</summary>
    internal void HoldNext() => _holds = true;

    /// <summary>What was held goes on.</summary>
    internal void GoOn()
    {
        while (_held.TryDequeue(out var envelope)) { _mail.Enqueue(envelope); }
        Settle();
    }

    internal bool HasAnswer(int call) => _returned.ContainsKey(call);

    internal CallMessage.Returned Answer(int call) => _returned[call];

    internal TState StateOf<TState>(ActorId actor)
        where TState : State => ((CellOf<TState>)_cells[actor.Value - 1]).TypedState;

    private void Settle()
    {
        while (_mail.TryDequeue(out var envelope)) { Step(in envelope); }
    }

    private void Step(in Envelope envelope)
    {
        if (envelope.To == _tester)
        {
            Assert.True(_returned.TryAdd(envelope.Operation.Value, envelope.Read<CallMessage.Returned>()));
            return;
        }

        _outbox.Open(envelope.To, envelope.Operation, 0, default);
        _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
        foreach (var effect in _outbox.Effects)
        {
            if (effect.Kind == EffectKind.Choice) { _mail.Enqueue(Chosen(effect.Envelope)); }
            else { _mail.Enqueue(effect.Envelope); }
        }
    }

    private Envelope Chosen(in Envelope asked) =>
        Envelope.Of(ActorId.Nobody, asked.To,
            asked.Read<Chosen>() with { Option = Choices.TryDequeue(out var option) ? option : 0 })
            .Serving(asked.Operation, 0);
}
