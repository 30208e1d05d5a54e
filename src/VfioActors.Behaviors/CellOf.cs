using System.Runtime.CompilerServices;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>One actor with its state and its behaviour.</summary>
/// <typeparam name="TState">What the actor owns.</typeparam>
public sealed class CellOf<TState> : Cell
    where TState : State
{
    /// <summary>What was found out about a type of behaviours: a search makes many cells of the same.</summary>
    private static readonly ConditionalWeakTable<Type, StrongBox<bool>> Declared = [];

    private readonly IBehavior<TState> _behavior;
    private readonly Receiver _receive;
    private readonly TState _state;

    internal CellOf(ActorId id, string name, IBehavior<TState> behavior, Journal journal)
        : base(id, name, DeclaresCommuting(behavior))
    {
        _behavior = behavior;
        _receive = behavior.Receive;
        _state = behavior.Create(journal);
    }

    /// <summary>A step of the behaviour as a delegate: an interface of an open type is slow to call through.</summary>
    private delegate void Receiver(TState state, in Envelope envelope, Outbox outbox);

    /// <inheritdoc/>
    public override State State => _state;

    /// <summary>What the actor owns, by its own type.</summary>
    public TState TypedState => _state;

    /// <inheritdoc/>
    public override IReadOnlyList<HostRefusal> Refusals => _behavior.Refusals;

    /// <inheritdoc/>
    public override void Start(Outbox outbox) => _behavior.Start(_state, outbox);

    /// <inheritdoc/>
    public override void Receive(in Envelope envelope, Outbox outbox) => _receive(_state, in envelope, outbox);

    /// <inheritdoc/>
    public override bool Commutes(in Envelope first, in Envelope second) => _behavior.Commutes(in first, in second);

    /// <summary>Whether the behaviour has a word of its own on what commutes.</summary>
    private static bool DeclaresCommuting(IBehavior<TState> behavior) =>
        Declared.GetValue(behavior.GetType(), static type => new(DeclaresCommuting(type))).Value;

    private static bool DeclaresCommuting(Type behavior)
    {
        var map = behavior.GetInterfaceMap(typeof(IBehavior<TState>));
        return map.TargetMethods.Any(method => method.DeclaringType != typeof(IBehavior<TState>)
            && method.Name.EndsWith(nameof(IBehavior<>.Commutes), StringComparison.Ordinal));
    }
}
