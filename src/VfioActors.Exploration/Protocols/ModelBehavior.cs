using VfioActors.Behaviors;

namespace VfioActors.Exploration.Protocols;

/// <summary>An actor of a <see cref="Model"/>: it goes by what was written down for each kind of message.</summary>
/// <param name="initial">The state at the start.</param>
/// <param name="rules">What it does with each kind of message.</param>
internal sealed class ModelBehavior<TState>(
    TState initial, IReadOnlyDictionary<MessageKind, Func<TState, Envelope, Outbox, TState>> rules)
    : IBehavior<ModelState<TState>>
    where TState : unmanaged
{
    public ModelState<TState> Create(Journal journal) => new(journal, initial);

    public void Receive(ModelState<TState> state, in Envelope envelope, Outbox outbox)
    {
        if (!rules.TryGetValue(envelope.Kind, out var rule)) { throw Ensure.Unheard(in envelope); }
        var before = state.Value.Value;
        var after = rule(before, envelope, outbox);
        state.Value.Value = after;
        if (outbox.Listening && !after.Equals(before)) { outbox.Note($"becomes {after}"); }
    }
}
