using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// What copies, or writes over, the whole of something, word by word: include/linux/string.h, uaccess.h and slab.h,
/// Linux 6.12. What comes from user space, or goes there, may sleep; it fails where memory is refused.
/// </summary>
internal static class CopyPrimitives
{
    private const long BadAddress = -14;

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("memset", Clear), ("memcpy", Copy), ("memmove", Copy), ("kmemdup", Duplicate), ("memdup_user", Duplicate),
        ("copy_from_user", site => Cross(site, to: 0)), ("copy_to_user", site => Cross(site, to: 1)),
        ("get_user", site => Word(site, isRead: true)), ("put_user", site => Word(site, isRead: false)),
    ];

    /// <summary>memset(p, 0, sizeof(*p)).</summary>
    private static Operand Clear(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var (pointer, type) = Whole(site, 0);
        if (site.Body.Unit.Constants.Of(site.Call.Arguments[1]) != 0)
        {
            site.Wrong(site.Call.Arguments[1].At, $"'{site.Name}' writes 0 here, and no other byte");
        }

        if (!IsPlain(site, 0, type) || !IsWhole(site, 0, type)) { return site.Nothing(); }
        var zero = site.Code.Constant(0);
        for (var word = 0; word < type.Words; word++) { site.Step(Access.Write, At(site, pointer, word), zero); }
        return site.Nothing();
    }

    private static Operand Copy(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var (to, type) = Whole(site, 0);
        var (from, other) = Whole(site, 1);
        if (!IsPlain(site, 0, type) || !IsSame(site, type, other) || !IsWhole(site, 0, type)) { return site.Nothing(); }
        Copy(site, to, from, type);
        return site.Nothing();
    }

    /// <summary>kmemdup(p, sizeof(*p), gfp) and memdup_user(p, sizeof(*p)), whose failure is an error.</summary>
    private static Operand Duplicate(CallSite site)
    {
        var isUsers = site.Name == "memdup_user";
        var count = isUsers ? 2 : 3;
        if (!site.Takes(count, count)) { return site.Nothing(); }
        var (from, type) = Whole(site, 0);
        RaceType.Pointer pointer = new(type);
        if (!IsPlain(site, 0, type) || !IsWhole(site, 0, type)) { return site.Nothing() with { Type = pointer }; }
        MemoryWaits.NoteSleep(site, isUsers ? -1 : 2);
        var (code, result) = (site.Code, site.Code.NewRegister());
        var (fails, end) = (code.NewLabel(), code.NewLabel());
        code.Move(result, MemoryPrimitives.Made(site, type));
        code.JumpIfZero(result, fails);
        Copy(site, result, from, type);
        code.Jump(end);
        code.Put(fails);
        if (isUsers) { code.Set(result, IndexPrimitives.NoMemory); }
        code.Put(end);
        return new(result, pointer);
    }

    /// <summary>copy_from_user(to, from, n) and copy_to_user(to, from, n): how many bytes were not copied.</summary>
    /// <param name="to">Which argument says what is copied: the one that is the kernel's.</param>
    private static Operand Cross(CallSite site, int to)
    {
        if (!site.Takes(3, 3)) { return site.Nothing() with { Type = RaceType.Int }; }
        var (own, type) = Whole(site, to);
        var (users, other) = Whole(site, 1 - to);
        Operand none = new(site.Code.Constant(0), RaceType.Int);
        if (!IsPlain(site, to, type) || !IsSame(site, type, other) || !IsWhole(site, to, type)) { return none; }
        return Crossed(site, 1, () => Copy(site, to == 0 ? own : users, to == 0 ? users : own, type));
    }

    /// <summary>get_user(x, p) and put_user(x, p).</summary>
    private static Operand Word(CallSite site, bool isRead)
    {
        if (!site.Takes(2, 2)) { return site.Nothing() with { Type = RaceType.Int }; }
        MemoryCompiler memory = new(site.Body);
        var pointer = site.Value(1);
        if (pointer.Type is not RaceType.Pointer { To: RaceType.Number or RaceType.Pointer } to)
        {
            site.Wrong(site.Call.Arguments[1].At, $"'{site.Name}' takes a pointer to a number, this is {pointer.Type}");
            return site.Nothing() with { Type = RaceType.Int };
        }

        Spot users = new(pointer.Register, true, to.To);
        return isRead
            ? Crossed(site, BadAddress,
                () => memory.Store(site.Spot(0), memory.Load(users, site.Call.At), site.Call.At))
            : Crossed(site, BadAddress, () => memory.Store(users, site.Value(0), site.Call.At));
    }

    /// <summary>What may sleep, and may fail: then nothing is copied.</summary>
    private static Operand Crossed(CallSite site, long failure, Action copies)
    {
        var (code, result) = (site.Code, site.Code.NewRegister());
        var (end, isRefused) = (code.NewLabel(), MemoryPrimitives.Refusal(site));
        site.MaySleep();
        code.Set(result, 0);
        if (isRefused is { } refused)
        {
            var goesOn = code.NewLabel();
            code.JumpIfZero(refused, goesOn);
            code.Set(result, failure);
            code.Jump(end);
            code.Put(goesOn);
        }

        copies();
        code.Put(end);
        return new(result, RaceType.Int);
    }

    private static void Copy(CallSite site, int to, int from, RaceType type)
    {
        for (var word = 0; word < type.Words; word++)
        {
            var read = site.Step(Access.Read, At(site, from, word)).Register;
            site.Step(Access.Write, At(site, to, word), read);
        }
    }

    private static int At(CallSite site, int pointer, int word) =>
        site.Code.Compute(Op.Offset, made => made with { A = pointer, Number = word });

    /// <summary>The register of a pointer, and all of what it points to: of a row that is named all of it.</summary>
    private static (int Register, RaceType Type) Whole(CallSite site, int at)
    {
        if (new ExpressionCompiler(site.Body).FindSpot(site.Call.Arguments[at]) is { Type: RaceType.Array row } spot)
        {
            return (Kept(site, spot.Register), row);
        }

        var value = site.Value(at);
        return (Kept(site, value.Register), value.Type is RaceType.Pointer { To: var type } ? type : value.Type);
    }

    private static int Kept(CallSite site, int register)
    {
        var kept = site.Code.NewRegister();
        site.Code.Move(kept, register);
        return kept;
    }

    /// <summary>Whether it is made of numbers and pointers: a lock or a timer is no bytes here.</summary>
    private static bool IsPlain(CallSite site, int at, RaceType type)
    {
        if (type == RaceType.Wrong) { return false; }
        if (Other(type) is not { } other) { return true; }
        var what = other is RaceType.Nothing ? "it is not known what this points to"
            : other == type ? $"this is {type}" : $"{type} has {other} in it";
        site.Wrong(site.Call.Arguments[at].At, $"'{site.Name}' takes a pointer to numbers and pointers: {what}",
            other is RaceType.Sync ? "write to its fields, and initialize what is no number" : null);
        return false;
    }

    private static RaceType? Other(RaceType type) => type switch
    {
        RaceType.Number or RaceType.Pointer or RaceType.BitField => null,
        RaceType.Sync { Kind: SyncKind.Atomic or SyncKind.Atomic64 or SyncKind.Refcount or SyncKind.RcuHead } => null,
        RaceType.Array row => Other(row.Of),
        RaceType.Structure { Layout: { IsComplete: true } layout } => layout.Names.Select(name =>
            layout.TryFind(name, out var field) ? Other(field.Type) : null).FirstOrDefault(one => one is not null),
        _ => type,
    };

    private static bool IsSame(CallSite site, RaceType type, RaceType other)
    {
        if (other == type || other is RaceType.Nothing || other == RaceType.Wrong) { return true; }
        site.Wrong(site.Call.At, $"'{site.Name}' copies all of one thing here, and these are {type} and {other}");
        return false;
    }

    /// <summary>
    /// The last argument, or that before the mark of an allocation, is the size of the whole: sizeof(*p),
    /// sizeof(struct o), or that of the variable.
    /// </summary>
    private static bool IsWhole(CallSite site, int at, RaceType type)
    {
        var size = site.Call.Arguments[site.Name == "kmemdup" ? 1 : site.Count - 1];
        var text = Text(site, size);
        var pointers = site.Call.Arguments.Take(site.Count == 3 && site.Name is not ("memset" or "kmemdup") ? 2 : 1);
        string[] right =
        [
            .. pointers.Prepend(site.Call.Arguments[at]).Select(one => Text(site, one)).SelectMany(named => new[]
            {
                $"sizeof(*{named})", $"sizeof(*({named}))", $"sizeof({named.TrimStart('&')})",
                $"sizeof({named.TrimStart('&', '(').TrimEnd(')')})",
            }),
            $"sizeof({type.ToString()!.Replace(" ", "", StringComparison.Ordinal)})",
        ];
        var isNumber = type is RaceType.Number && size is Expression.Size;
        if (size is Expression.Size && (isNumber || right.Contains(text))) { return true; }
        site.Wrong(size.At, $"'{site.Name}' is of the whole of {type} here", $"write {right[0]}");
        return false;
    }

    /// <summary>The text of an expression without its blanks.</summary>
    private static string Text(CallSite site, Expression one) => string.Concat(
        site.Body.Unit.Source.Text.Substring(one.At.Start, one.At.Length).Where(letter => !char.IsWhiteSpace(letter)));
}
