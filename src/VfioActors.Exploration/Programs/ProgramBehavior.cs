using VfioActors.Behaviors;

namespace VfioActors.Exploration.Programs;

/// <summary>An actor that does what its part of a generated program says. What it declares to commute does.</summary>
internal sealed class ProgramBehavior(Part part) : IBehavior<ProgramState>
{
    /// <summary>The cell that answers are added to, which no deal is about.</summary>
    internal const int CellOfAnswers = 3;

    private const int CellModulus = 4;
    private const int Generations = 3;
    private const int FirstLife = 2;

    /// <summary>How much life there can be: a question is a label and the life that is left, as one number.</summary>
    private const int Lives = FirstLife + 1;

    /// <summary>The cell that an act adds to or sets.</summary>
    internal static int CellOf(Act act) => act.Label % CellOfAnswers;

    /// <summary>What an act adds, or sets a cell to.</summary>
    internal static int AmountOf(Act act) => (act.Amount % CellModulus) + 1;

    public ProgramState Create(Journal journal) => new(journal, part.IsLate);

    public void Start(ProgramState state, Outbox outbox)
    {
        if (part.IsLate) { return; }

        // Who breaks a promise before the first step is no program that can be run.
        foreach (var act in part.Begin)
        {
            if (act.Kind != ActKind.Crash) { Do(state, act, FirstLife, outbox); }
        }
    }

    public void Receive(ProgramState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out ProgramMessage.Word word)) { OnWord(state, word, envelope.From, outbox); }
        else if (envelope.Is(out ProgramMessage.Glance glance)) { Pass(state, glance.Label, glance.Life, outbox); }
        else if (envelope.Is(out ProgramMessage.Deal deal)) { OnDeal(state, deal, outbox); }
        else if (envelope.Is(out ProgramMessage.Bell bell)) { OnBell(state, bell, outbox); }
        else if (envelope.Is(out ProgramMessage.Take take)) { OnTake(state, take, envelope.From, outbox); }
        else if (envelope.Is(out ProgramMessage.Granted granted)) { OnGranted(state, granted, envelope.From, outbox); }
        else if (envelope.Is<ProgramMessage.Drop>()) { OnDrop(state, envelope.From, outbox); }
        else { OnChosen(state, envelope.Read<Chosen>(), outbox); }
    }

    public bool Commutes(in Envelope first, in Envelope second) =>
        IsMild(in first) && IsMild(in second)
        && !(first.Is(out ProgramMessage.Deal one) && second.Is(out ProgramMessage.Deal other)
            && one.Cell == other.Cell && one.Sets + other.Sets > 0);

    /// <summary>Whether it touches no more than one cell, and what it leads to does not depend on the state.</summary>
    private bool IsMild(in Envelope envelope) =>
        envelope.Is<ProgramMessage.Glance>() || envelope.Is<ProgramMessage.Deal>()
        || (part.AddsAnswers && envelope.Is<Chosen>());

    private void OnWord(ProgramState state, ProgramMessage.Word word, ActorId from, Outbox outbox)
    {
        Move(state, word.Label + (part.MindsSenders ? from.Value : 0));
        if (part.IsLate && state.Awake.Value == 0)
        {
            state.Awake.Value = 1;
            DoAll(state, part.Begin, FirstLife, outbox);
        }

        React(state, word.Label, word.Life, outbox);
    }

    private void OnDeal(ProgramState state, ProgramMessage.Deal deal, Outbox outbox)
    {
        var before = deal.Sets > 0 ? 0 : state.Cells[deal.Cell];
        state.Cells[deal.Cell] = (before + deal.Amount) % CellModulus;
        Pass(state, deal.Cell, deal.Life, outbox);
    }

    private void OnBell(ProgramState state, ProgramMessage.Bell bell, Outbox outbox)
    {
        if (bell.Generation != state.Generation.Value) { return; }
        Move(state, bell.Label + 2);
        React(state, bell.Label, bell.Life, outbox);
    }

    private static void OnTake(ProgramState state, ProgramMessage.Take take, ActorId from, Outbox outbox)
    {
        if (!state.Holder.Value.IsSomebody)
        {
            state.Holder.Value = from;
            outbox.Send(from, new ProgramMessage.Granted(take.Label, take.Life));
            return;
        }

        state.Waiting.Enqueue(new(from, take.Label, take.Life));
    }

    private void OnGranted(ProgramState state, ProgramMessage.Granted granted, ActorId from, Outbox outbox)
    {
        Move(state, granted.Label + 1);
        React(state, granted.Label, granted.Life, outbox);
        outbox.Send(from, default(ProgramMessage.Drop));
    }

    private static void OnDrop(ProgramState state, ActorId from, Outbox outbox)
    {
        Ensure.That(state.Holder.Value == from, "only the holder gives a lock back");
        state.Holder.Value = ActorId.Nobody;
        if (state.Waiting.Count == 0) { return; }
        var next = state.Waiting.Dequeue();
        state.Holder.Value = next.From;
        outbox.Send(next.From, new ProgramMessage.Granted(next.Label, next.Life));
    }

    private void OnChosen(ProgramState state, Chosen chosen, Outbox outbox)
    {
        if (part.AddsAnswers)
        {
            state.Cells[CellOfAnswers] = (state.Cells[CellOfAnswers] + chosen.Option + 1) % CellModulus;
            return;
        }

        Move(state, chosen.Option + 3);
        React(state, chosen.Question / Lives, chosen.Option == 0 ? chosen.Question % Lives : 0, outbox);
    }

    private void Move(ProgramState state, int by) => state.Value.Value = ((state.Value.Value * 3) + by) % part.Modulus;

    private IReadOnlyList<Act> RuleOf(int label) => part.Rules[label % part.Rules.Count];

    private void React(ProgramState state, int label, int life, Outbox outbox)
    {
        if (life > 0) { DoAll(state, RuleOf(label), life - 1, outbox); }
    }

    /// <summary>Does of a rule what neither looks at the state nor changes it.</summary>
    private void Pass(ProgramState state, int label, int life, Outbox outbox)
    {
        if (life == 0) { return; }
        foreach (var act in RuleOf(label))
        {
            if (act.Kind < ActKind.ReadClock) { Send(state, act, life - 1, outbox); }
        }
    }

    private void DoAll(ProgramState state, IReadOnlyList<Act> acts, int life, Outbox outbox)
    {
        foreach (var act in acts) { Do(state, act, life, outbox); }
    }

    private void Do(ProgramState state, Act act, int life, Outbox outbox)
    {
        if (act.WhenOdd && state.Value.Value % 2 == 0) { return; }
        switch (act.Kind)
        {
            case ActKind.ReadClock: Move(state, (int)outbox.Now.Value); break;
            case ActKind.Cancel: state.Generation.Value = (state.Generation.Value + 1) % Generations; break;
            case ActKind.Crash: Ensure.That(state.Value.Value % 3 != act.Label % 3, "no such value"); break;
            default: Send(state, act, life, outbox); break;
        }
    }

    private static void Send(ProgramState state, Act act, int life, Outbox outbox)
    {
        ActorId to = new(act.To);
        Ticks delay = new(act.Amount);
        switch (act.Kind)
        {
            case ActKind.Tell: outbox.Send(to, new ProgramMessage.Word(act.Label, life)); break;
            case ActKind.Glance: outbox.Send(to, new ProgramMessage.Glance(act.Label, life)); break;
            case ActKind.Add: outbox.Send(to, DealOf(act, sets: 0, life)); break;
            case ActKind.Set: outbox.Send(to, DealOf(act, sets: 1, life)); break;
            case ActKind.Lock: outbox.Send(to, new ProgramMessage.Take(act.Label, life)); break;
            case ActKind.TimeGlance: outbox.After(delay, new ProgramMessage.Glance(act.Label, life)); break;
            case ActKind.TimeAdd: outbox.After(delay, DealOf(act, sets: 0, life)); break;
            case ActKind.Ask: outbox.Choose((act.Label * Lives) + life, act.Amount); break;
            default:
                outbox.After(delay, new ProgramMessage.Bell(act.Label, state.Generation.Value, life));
                break;
        }
    }

    private static ProgramMessage.Deal DealOf(Act act, int sets, int life) =>
        new(CellOf(act), AmountOf(act), sets, life);
}
