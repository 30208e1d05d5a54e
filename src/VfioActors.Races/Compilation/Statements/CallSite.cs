using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>A call of a primitive.</summary>
/// <param name="body">The code so far.</param>
/// <param name="call">The call.</param>
/// <param name="wanted">What its value is for; null when nobody says.</param>
internal sealed class CallSite(Body body, Expression.Call call, RaceType? wanted)
{
    private int _looked;

    /// <summary>Where the code goes.</summary>
    internal CodeBuffer Code => body.Code;

    /// <summary>The thread.</summary>
    internal Body Body => body;

    /// <summary>The call.</summary>
    internal Expression.Call Call => call;

    /// <summary>The name of the primitive.</summary>
    internal string Name => call.Function.Value;

    /// <summary>The name of the primitive whose work it does, whatever it is called here.</summary>
    internal string Does => PrimitiveAliases.Of(Name);

    /// <summary>What its value is for.</summary>
    internal RaceType? Wanted => wanted;

    /// <summary>How many arguments there are.</summary>
    internal int Count => call.Arguments.Count;

    /// <summary>Whether the thread is a processor's or a worker's: only there a thing may sleep.</summary>
    internal bool IsIrq => body.Kind is ThreadKind.Irq or ThreadKind.Hrtimer;

    /// <summary>Says when there are more arguments than were looked at, and than may be passed over.</summary>
    /// <param name="passedOver">How many arguments mean nothing here, such as flags.</param>
    internal void TakesNoMoreThan(int passedOver)
    {
        var most = Math.Max(_looked, passedOver < int.MaxValue - _looked ? _looked + passedOver : passedOver);
        if (Count > most) { Wrong(call.At, $"'{Name}' takes at most {most} arguments, here are {Count}"); }
    }

    /// <summary>The value of an argument; some value and a complaint when it is missing.</summary>
    internal Operand Value(int at)
    {
        _looked = Math.Max(_looked, at + 1);
        if (at < Count)
        {
            var value = new ExpressionCompiler(body).Value(call.Arguments[at]);
            body.Use(call.Arguments[at], value.Register);
            return value;
        }

        Wrong(call.At, $"'{Name}' takes at least {at + 1} arguments, here are {Count}");
        return new(Code.Constant(0), RaceType.Wrong);
    }

    /// <summary>An argument means nothing here.</summary>
    internal void PassOver(int at) => _looked = Math.Max(_looked, at + 1);

    /// <summary>The register of the value of an argument.</summary>
    internal int Register(int at) => Value(at).Register;

    /// <summary>The register of a pointer to something of one of some kinds.</summary>
    internal int Pointer(int at, params ReadOnlySpan<SyncKind> kinds)
    {
        _looked = Math.Max(_looked, at + 1);
        if (at >= Count) { return Value(at).Register; }
        ExpressionCompiler expressions = new(body);
        if (expressions.FindSpot(call.Arguments[at]) is { Type: RaceType.Sync itself } spot)
        {
            Wrong(call.Arguments[at].At, $"'{Name}' takes a pointer, this is {itself}", "put & before it");
            return spot.Register;
        }

        var value = Value(at);
        var isFit = value.Type is RaceType.Pointer { To: RaceType.Sync sync } && kinds.Contains(sync.Kind);

        // As in C a void pointer is one to anything: a handler gives what it was given.
        if (isFit || value.Type is RaceType.Pointer { To: RaceType.Nothing })
        {
            return value.Register;
        }

        if (value.Type != RaceType.Wrong)
        {
            Wrong(call.Arguments[at].At, $"'{Name}' takes a pointer to {Named(kinds)}, this is {value.Type}");
        }

        return value.Register;
    }

    /// <summary>What is said where a function must be named, and why.</summary>
    internal const string NoFunction = "expected the name of a function",
        NoFunctionHint = "what is called later is named here: a pointer to a function is not followed";

    /// <summary>The function whose name an argument is; null when it is something else.</summary>
    internal Item.Function? Function(int at)
    {
        _looked = Math.Max(_looked, at + 1);
        return at < Count && call.Arguments[at] is Expression.Name { Value: var named } && body.Find(named) is null
            ? body.Unit.Symbols.Functions.GetValueOrDefault(named) : null;
    }

    /// <summary>The place of a value that a mark such as READ_ONCE is put around.</summary>
    internal Spot Spot(int at)
    {
        _looked = Math.Max(_looked, at + 1);
        if (at < Count)
        {
            var spot = new ExpressionCompiler(body).SpotOf(call.Arguments[at]);
            if (spot.Type is not RaceType.BitField) { return spot; }
            Wrong(call.Arguments[at].At, $"'{Name}' takes the address of what it is given: a bit field has none");
            return new(spot.Register, false, RaceType.Wrong);
        }

        return new(Register(at), false, RaceType.Int);
    }

    /// <summary>Whether there are as many arguments as there must be; a complaint if not.</summary>
    internal bool Takes(int least, int most)
    {
        _looked = Math.Max(_looked, most);
        if (Count >= least && Count <= most) { return true; }
        var wants = least == most ? $"{least}" : $"{least} to {most}";
        Wrong(call.At, $"'{Name}' takes {wants} arguments, here are {Count}");
        return false;
    }

    /// <summary>A step that gives nothing back.</summary>
    internal Operand Step(
        Access access, int address, int first = Instruction.None, int second = Instruction.None)
    {
        body.At(call.At);
        return new(Code.Ask(access, address, first, second), new RaceType.Nothing());
    }

    /// <summary>A step that gives a number back.</summary>
    internal Operand Answer(
        Access access, int address, int first = Instruction.None, int second = Instruction.None) =>
        Step(access, address, first, second) with { Type = RaceType.Int };

    /// <summary>Something is wrong where the thread must not sleep.</summary>
    /// <param name="isPutOff">Whether it is done later in an interrupt, or where softirqs are off.</param>
    internal void MaySleep(bool isPutOff = false)
    {
        body.At(call.At);
        Code.Add(Op.MaySleep, made => made with { Text = Sleeper, Limit = isPutOff ? 1 : 0 });
    }

    /// <summary>What people are told that may sleep: of what the language brings that, where it only says so.</summary>
    private string Sleeper => Name == "might_sleep" && !body.IsInFile
        ? body.Frames.Find(frame => body.Unit.Brought.Contains(frame.Name))?.Name ?? Name
        : Name;

    /// <summary>Nothing happens, and nothing is given back.</summary>
    internal Operand Nothing() => new(Code.Constant(0), new RaceType.Nothing());

    /// <summary>Says what is wrong.</summary>
    internal void Wrong(Place place, string message, string? hint = null) => body.Wrong(place, message, hint);

    private static string Named(ReadOnlySpan<SyncKind> kinds)
    {
        List<string> names = [];
        foreach (var kind in kinds) { names.Add(new RaceType.Sync(kind).ToString()); }
        return string.Join(" or ", names);
    }
}
