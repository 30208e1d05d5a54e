using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>The code of one thread while it is written, and the names that can be used at this place of it.</summary>
/// <param name="unit">The file.</param>
/// <param name="kind">What runs the thread.</param>
/// <param name="thread">The number of the thread; -1 for a claim.</param>
internal sealed class Body(Unit unit, ThreadKind kind, int thread)
{
    private readonly List<SortedDictionary<string, Local>> _scopes = [new(StringComparer.Ordinal)];
    private int _fixedLine;

    /// <summary>The file.</summary>
    internal Unit Unit => unit;

    /// <summary>What runs the thread.</summary>
    internal ThreadKind Kind => kind;

    /// <summary>The number of the thread; -1 for a claim.</summary>
    internal int Thread => thread;

    /// <summary>The code so far.</summary>
    internal CodeBuffer Code { get; } = new(thread < 0 ? 0 : ThreadPlan.FirstFree);

    /// <summary>The functions that are being put where they are called, the innermost last.</summary>
    internal List<Frame> Frames { get; } = [];

    /// <summary>Where break and continue go to, the innermost last; -1 for nowhere.</summary>
    internal List<(int Break, int Continue)> Loops { get; } = [];

    /// <summary>How many loops go round here, those of workers included.</summary>
    internal int Rounds { get; set; } =
        kind is ThreadKind.Worker or ThreadKind.Softirq or ThreadKind.Hrtimer ? 1 : 0;

    /// <summary>Whether nobody looks at what is computed of the time: when something is to come.</summary>
    internal bool IsTimeIdle { get; set; }

    /// <summary>The register with the queue whose work a worker does; none where that does not matter.</summary>
    internal int Queue { get; set; } = Instruction.None;

    /// <summary>The register of whether a signal has come; null where none can have come so far.</summary>
    internal int? Signal { get; set; }

    /// <summary>The thread that it interrupts; -1 for none.</summary>
    internal int Interrupts { get; set; } = -1;

    /// <summary>Whether it is an interrupt that comes to no other processor.</summary>
    internal bool IsBound { get; set; }

    /// <summary>Says what is wrong.</summary>
    internal void Wrong(Place place, string message, string? hint = null) =>
        unit.Symbols.Problems.Add(_fixedLine == 0 ? place : unit.CallPlace, message, hint);

    /// <summary>Whether what is written is the file's, and no function of the language itself.</summary>
    internal bool IsInFile => _fixedLine == 0;

    /// <summary>Whether it runs in an interrupt, a timer, or in what RCU calls.</summary>
    internal bool IsInterrupt =>
        kind is ThreadKind.Irq or ThreadKind.Hrtimer or ThreadKind.Softirq
        || (kind == ThreadKind.Deferred && unit.Threads[thread].Plan.IsCallback);

    /// <summary>
    /// How many rounds a loop has that others keep going; 0 for any number. An interrupt that may have come to anybody
    /// never goes round without being counted: it may wait for what it interrupted.
    /// </summary>
    internal int Rounded => unit.Options.Rounds == 0 && IsInterrupt && !IsBound && IsInFile
        ? CompileOptions.UsualRounds
        : unit.Options.Rounds;

    /// <summary>What is written next belongs to the line of a place.</summary>
    internal void At(Place place) => Code.Line = _fixedLine != 0 ? _fixedLine : unit.Source.LineOf(place.Start);

    /// <summary>What a function of the language itself does belongs to the line that calls it.</summary>
    /// <returns>What to give back to <see cref="Unfix"/>.</returns>
    internal int Fix(Place call)
    {
        var before = _fixedLine;
        if (before == 0) { (_fixedLine, unit.CallPlace) = (unit.Source.LineOf(call.Start), call); }
        return before;
    }

    /// <summary>Lines are those of the text again.</summary>
    internal void Unfix(int before) => _fixedLine = before;

    /// <summary>Where something stands in the file: what the language brings is at the call of it.</summary>
    internal Place PlaceOf(Place place) => _fixedLine == 0 ? place : unit.CallPlace;

    /// <summary>What the language brings calls code of the file, which belongs to its own lines.</summary>
    internal void Apart(Place at, Action<Place> write)
    {
        var (line, place) = (_fixedLine, PlaceOf(at));
        _fixedLine = 0;
        write(place);
        if (line != 0) { (_fixedLine, unit.CallPlace) = (line, place); }
    }

    /// <summary>
    /// Before a number is used that comes from an ida: a step that looks whether somebody has it. Whatever could free
    /// it between that step and the use could do so before both.
    /// </summary>
    internal void Use(Expression expression, int register)
    {
        if (thread < 0 || !unit.IdUses.TryGetValue(expression, out var use)) { return; }
        var ida = unit.Symbols.FindVariable(use.Ida);
        if (ida < 0 || unit.Symbols.Objects[ida].Type is not RaceType.Sync { Kind: SyncKind.Ida }) { return; }
        Code.Ask(Access.IdaUse, Code.Constant(Pointers.To(ida)), register, Code.Constant(use.Low));
    }

    /// <summary>
    /// An object of a function that returns to a caller begins. What a goto or a switch may have come past begins
    /// nowhere, and so does not end.
    /// </summary>
    internal void BeginLife(int place, Place at)
    {
        if (Frames is not [.., { Places: { } places } frame]) { return; }
        At(at);
        End(place, Ending.Declared);
        if (frame.Gone.Count == 0 && frame.Switches == 0) { places.Add(place); }
    }

    /// <summary>A variable that is an object begins anew, or ends.</summary>
    internal void End(int place, Ending how) =>
        Code.Ask(Access.Free, Code.Constant(Pointers.To(place)), Code.Constant((long)how));

    /// <summary>Opens a scope of names.</summary>
    internal void Open() => _scopes.Add(new(StringComparer.Ordinal));

    /// <summary>Closes the innermost scope.</summary>
    internal void Close() => _scopes.RemoveAt(_scopes.Count - 1);

    /// <summary>Takes all names away but those of the file.</summary>
    /// <returns>What to give back to <see cref="Restore"/>.</returns>
    internal List<SortedDictionary<string, Local>> Hide()
    {
        List<SortedDictionary<string, Local>> hidden = [.. _scopes];
        _scopes.Clear();
        Open();
        return hidden;
    }

    /// <summary>Gives names back.</summary>
    internal void Restore(List<SortedDictionary<string, Local>> hidden)
    {
        _scopes.Clear();
        _scopes.AddRange(hidden);
    }

    /// <summary>Declares a variable.</summary>
    /// <param name="isUnset">Whether it starts with nothing.</param>
    internal Local Declare(string name, RaceType type, Place place, bool isUnset = false)
    {
        var isShared = type is not (RaceType.Number or RaceType.Pointer)
            || (Frames.Count > 0 && Frames[^1].Shared.Contains(name));
        Local made = isShared
            ? new(-1, unit.AddObject(new($"{name}", type, ObjectKind.Stack, unit.Source.LineOf(place.Start))), type)
            : new(Code.NewRegister(), -1, type) { MayBeUnset = isUnset ? name : null };
        Declare(name, made, place);
        return made;
    }

    /// <summary>Gives a variable that is there a name.</summary>
    internal void Declare(string name, Local made, Place place)
    {
        if (!_scopes[^1].TryAdd(name, made)) { Wrong(place, $"there is a '{name}' already in this block"); }
        if (unit.Constants.IsNamed(name)) { Wrong(place, $"'{name}' stands for a number already"); }
    }

    /// <summary>Finds a variable of the function.</summary>
    internal Local? Find(string name)
    {
        for (var at = _scopes.Count - 1; at >= 0; at--)
        {
            if (_scopes[at].TryGetValue(name, out var found)) { return found; }
        }

        return null;
    }

    /// <summary>All names that can be used here.</summary>
    internal IEnumerable<string> Names => _scopes.SelectMany(scope => scope.Keys).Concat(unit.Symbols.ValueNames);
}
