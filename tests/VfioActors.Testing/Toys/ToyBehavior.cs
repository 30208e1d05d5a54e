using VfioActors.Behaviors;

namespace VfioActors.Testing.Toys;

/// <summary>An actor whose whole behaviour is a table.</summary>
public sealed class ToyBehavior(IReadOnlyList<IReadOnlyList<ToyRule>> rules, IReadOnlyList<ToyRule> first)
    : IBehavior<ToyState>
{
    private const int Modulus = 10_007;

    public ToyState Create(Journal journal) => new(journal);

    public void Start(ToyState state, Outbox outbox)
    {
        foreach (var rule in first) { Follow(rule, life: 2, outbox); }
    }

    public void Receive(ToyState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out ToyMessage.Glance glance))
        {
            React(state, glance.Label, glance.Life, whatever: true, outbox);
        }
        else if (envelope.Is(out ToyMessage.Token token))
        {
            state.Value.Value = ((state.Value.Value * 31) + token.Label + (envelope.From.Value * 7)) % Modulus;
            state.Heard[token.Label % 5]++;
            React(state, token.Label, token.Life, whatever: false, outbox);
        }
        else
        {
            var chosen = envelope.Read<Chosen>();
            state.Value.Value = ((state.Value.Value * 17) + chosen.Option + 3) % Modulus;
        }
    }

    public bool Commutes(in Envelope first, in Envelope second) =>
        first.Is<ToyMessage.Glance>() && second.Is<ToyMessage.Glance>();

    private void React(ToyState state, int label, int life, bool whatever, Outbox outbox)
    {
        if (life == 0) { return; }
        foreach (var rule in rules[label % rules.Count])
        {
            if (!whatever && rule.WhenOdd && state.Value.Value % 2 == 0) { continue; }
            Follow(rule, life - 1, outbox);
        }
    }

    private static void Follow(ToyRule rule, int life, Outbox outbox)
    {
        switch (rule.Kind)
        {
            case 1: outbox.After(new(rule.Label), new ToyMessage.Token(rule.Label, life)); break;
            case 2: outbox.Choose(rule.Label, 2); break;
            default: Send(rule, life, outbox); break;
        }
    }

    private static void Send(ToyRule rule, int life, Outbox outbox)
    {
        if (rule.Glances) { outbox.Send(rule.To, new ToyMessage.Glance(rule.Label, life)); }
        else { outbox.Send(rule.To, new ToyMessage.Token(rule.Label, life)); }
    }
}
