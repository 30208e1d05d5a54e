using VfioActors.Behaviors;
using VfioActors.Testing.Toys;

namespace VfioActors.Testing.Sketches;

/// <summary>Ways in which a sketched actor takes in what it hears.</summary>
public static class Hearing
{
    /// <summary>Adds up the labels: the order does not show in the end.</summary>
    public static void Sum(ToyState state, Envelope envelope, Outbox outbox) => state.Value.Value += LabelOf(envelope);

    /// <summary>Strings the labels together as digits behind the 1 that is there first: the order shows.</summary>
    public static void Digits(ToyState state, Envelope envelope, Outbox outbox) =>
        state.Value.Value = (state.Value.Value * 10) + LabelOf(envelope);

    /// <summary>The label of a token; for an answer of the host the option, from 0.</summary>
    public static int LabelOf(Envelope envelope) =>
        envelope.Is(out ToyMessage.Token token) ? token.Label
        : envelope.Is(out ToyMessage.Glance glance) ? glance.Label
        : envelope.Read<Chosen>().Option;
}
