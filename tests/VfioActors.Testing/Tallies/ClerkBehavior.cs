using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Operations;

namespace VfioActors.Testing.Tallies;

/// <summary>Runs errands, one after the other.</summary>
public sealed class ClerkBehavior(ActorId tally, IReadOnlyList<ScriptedOperation<Errand>> script, DefectSet defects)
    : IBehavior<ClerkState>
{
    private readonly bool _isTorn = defects.Has(TallyDefects.TornAddition);
    private readonly int _looks = defects.Has(TallyDefects.LooksTwice) ? 2 : 1;
    private readonly int _step = defects.Has(TallyDefects.AddsTen) ? 10 : 1;

    public ClerkState Create(Journal journal) => new(journal);

    public void Start(ClerkState state, Outbox outbox) => Begin(state, outbox);

    public void Receive(ClerkState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out TallyMessage.Total total)) { OnTotal(state, total.Value, outbox); }
        else { OnDone(state, outbox); }
    }

    private void OnTotal(ClerkState state, int total, Outbox outbox)
    {
        if (script[state.Next.Value].Operation == Errand.Add)
        {
            outbox.Send(tally, new TallyMessage.Write(total + _step));
            return;
        }

        if (total < state.Seen.Value) { state.Falls.Value++; }
        state.Seen.Value = Math.Max(total, state.Seen.Value);
        if (++state.Looks.Value < _looks) { outbox.Send(tally, default(TallyMessage.Read)); }
        else { GoOn(state, outbox); }
    }

    private void OnDone(ClerkState state, Outbox outbox)
    {
        state.Added.Value++;
        GoOn(state, outbox);
    }

    private void GoOn(ClerkState state, Outbox outbox)
    {
        state.Next.Value++;
        state.Looks.Value = 0;
        Begin(state, outbox);
    }

    private void Begin(ClerkState state, Outbox outbox)
    {
        if (state.Next.Value == script.Count) { return; }
        var errand = script[state.Next.Value];
        outbox.Serving = errand.Id;
        if (errand.Operation == Errand.Look || _isTorn) { outbox.Send(tally, default(TallyMessage.Read)); }
        else { outbox.Send(tally, new TallyMessage.Add(_step)); }
    }
}
