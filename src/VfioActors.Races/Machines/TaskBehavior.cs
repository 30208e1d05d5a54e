using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Machines;

/// <summary>
/// A thread: it hears the answer to what it asked, computes what concerns nobody else, and asks again. Its own steps
/// are those of the objects that it asks.
/// </summary>
/// <param name="program">The file.</param>
/// <param name="index">The number of the thread.</param>
/// <param name="flat">Its code.</param>
/// <param name="isLeftOut">Whether it never begins.</param>
/// <param name="watch">Told what it computes; null for nobody.</param>
internal sealed class TaskBehavior(
    RaceProgram program, int index, FlatThread flat, bool isLeftOut, IdentityWatch? watch)
    : IBehavior<TaskState>
{
    /// <summary>What is noted of a function that is refused memory, behind its name.</summary>
    internal const string Refusal = "fails";

    /// <summary>What is noted where a signal comes.</summary>
    internal const string SignalComes = "a signal comes", FatalSignalComes = "a fatal signal comes";

    /// <summary>The end of a note where all work of a queue is on one processor, which its limit is met by.</summary>
    internal const string OnOneProcessor = "all work is queued on one processor";

    private readonly ThreadPlan _plan = program.Threads[index];
    private readonly bool _notesOpen = OpenLocks.Matter(program);
    private readonly Interpreter _interpreter = new(program, index, flat, watch);

    /// <summary>Each allocation that may fail is one, by its place in the code.</summary>
    public IReadOnlyList<HostRefusal> Refusals =>
    [
        .. from place in flat.Code.Index()
           where place.Item.Refused is not null
           select new HostRefusal(place.Index, $"memory in line {place.Item.Line}", place.Item.Refused!, "ENOMEM"),
    ];

    /// <inheritdoc/>
    public TaskState Create(Journal journal) => new(journal, index, flat);

    /// <inheritdoc/>
    public void Start(TaskState state, Outbox outbox)
    {
        if (isLeftOut || !_plan.BeginsItself) { return; }
        state.Begun.Value = 1;
        state.Open();
        _interpreter.Run(state, outbox);
        state.Close();
    }

    /// <inheritdoc/>
    public void Receive(TaskState state, in Envelope envelope, Outbox outbox)
    {
        outbox.Serving = new(index + 1);
        state.Open();
        try
        {
            Hear(state, in envelope, outbox);
            if (IsOver(state)) { _interpreter.Passage.End(state, outbox); }
        }
        finally
        {
            state.Close();
        }
    }

    private void Hear(TaskState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<RaceMessage.Answer>(out var answer))
        {
            if (_interpreter.Passage.IsGate(envelope.From)) { OnPassage(state, answer, outbox); }
            else { OnAnswer(state, answer, outbox); }
        }
        else if (envelope.Is<RaceMessage.Waiting>()) { _interpreter.Passage.Wait(state, outbox); }
        else if (envelope.Is<Chosen>(out var chosen)) { OnChosen(state, chosen.Option, outbox); }
        else { OnBegin(state, envelope.Read<RaceMessage.Begin>().Argument, outbox); }
    }

    /// <summary>Whether it did wrong or was cut: it does nothing more.</summary>
    private static bool IsOver(TaskState state) =>
        state.Fault.Value.Fault != Fault.None || state.Cut.Value.Value != 0;

    private void OnBegin(TaskState state, long argument, Outbox outbox)
    {
        if (isLeftOut || IsOver(state)) { return; }
        if (state.Begun.Value != 0 && state.Current.Op != Op.Idle)
        {
            if (flat.Idles) { state.Begun.Value = TaskState.BegunAgain; }
            return;
        }

        state.Registers[ThreadPlan.Argument] = argument;
        if (state.Begun.Value != 0) { state.At++; }
        state.Begun.Value = 1;
        if (_plan.Kind is ThreadKind.Deferred && argument != 0) { outbox.Note($"is called"); }
        _interpreter.Run(state, outbox);
    }

    private void OnChosen(TaskState state, int option, Outbox outbox)
    {
        var line = state.Current.Line;
        if (state.Current.Text == Instruction.Signal)
        {
            outbox.Note($"{line}: {(option == 0 ? "no signal comes" : SignalComes)}");
        }
        else if (state.Current.Text == Instruction.OneProcessor)
        {
            outbox.Note($"{line}: {(option == 0 ? "work is queued on many processors" : OnOneProcessor)}");
        }
        else if (state.Current.Text == Instruction.FatalSignal)
        {
            outbox.Note($"{line}: {(option == 0 ? "no fatal signal comes" : FatalSignalComes)}");
        }
        else if (state.Current.Refused is not { } asked) { outbox.Note($"{line}: {state.Current.Text} is {option}"); }
        else if (option == 0) { outbox.Note($"{line}: {asked} does not fail"); }
        else { outbox.Note($"{line}: {asked} {Refusal}"); }
        state.Registers[state.Current.Result] = option;
        state.At++;
        _interpreter.Run(state, outbox);
    }

    private void OnSection(TaskState state, Section section, RaceMessage.Answer answer, Outbox outbox)
    {
        var taken = state.Current;
        state.At = answer.Exit;
        if (answer.Rounds != 0) { state.Cut.Value = new(state.Current.Line); }
        else if (answer.Fault != Fault.None)
        {
            Interpreter.Fail(state, answer.Fault, answer.Detail, answer.Value);
        }
        else
        {
            if (_notesOpen && taken.Limit > 0) { HeldLocks.Pass(state, taken); }
            if (section.Outputs.Count > 0) { state.Registers[section.Outputs[0]] = answer.Value; }
            if (section.Outputs.Count > 1) { state.Registers[section.Outputs[1]] = answer.Other; }
            _interpreter.Run(state, outbox);
        }
    }

    private void OnPassage(TaskState state, RaceMessage.Answer answer, Outbox outbox)
    {
        var goesOn = _interpreter.Passage.Pass(state, isAbroad: answer.Value != 0);
        if (goesOn && !IsOver(state)) { _interpreter.Run(state, outbox); }
    }

    private void OnAnswer(TaskState state, RaceMessage.Answer answer, Outbox outbox)
    {
        _interpreter.Passage.Answered(state);
        var current = state.Current;
        if (current is { Op: Op.Ask, Access: Access.Lock } && flat.Sections[state.At] is { } section)
        {
            OnSection(state, section, answer, outbox);
            return;
        }

        if (answer.Fault != Fault.None)
        {
            Interpreter.Fail(state, answer.Fault, answer.Detail, state.Address);
            return;
        }

        if (answer.Rounds != 0)
        {
            state.Cut.Value = new(current.Line);
            return;
        }

        HeldLocks.Note(state, current, answer.Value, _notesOpen);
        if (current.Result >= 0) { state.Registers[current.Result] = answer.Value; }
        state.At++;
        _interpreter.Run(state, outbox);
    }
}
