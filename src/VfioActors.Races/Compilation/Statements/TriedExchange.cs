using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// An exchange that is given a pointer to what is expected, answers whether it took place, and writes what stood there
/// through the pointer where it did not: <c>atomic_try_cmpxchg</c> and <c>try_cmpxchg</c> of
/// include/linux/atomic/atomic-arch-fallback.h, Linux 6.12.
/// </summary>
internal static class TriedExchange
{
    /// <summary>Their names, those of counts of 64 bits and of weaker orders aside.</summary>
    internal static readonly IReadOnlyList<string> Names = ["atomic_try_cmpxchg", "try_cmpxchg", "try_cmpxchg64"];

    /// <summary>Writes the code of one; what is expected is a read, and where it fails a write, of their own.</summary>
    /// <param name="word">The address of the word, and what it keeps.</param>
    /// <param name="isMacro">
    /// Whether it is a macro, which reads what is expected before the new value is computed; a function reads it then.
    /// </param>
    internal static Operand Write(CallSite site, (int Address, RaceType Type) word, bool isMacro)
    {
        if (!site.Takes(3, 3) || Expected(site, word.Type) is not { } spot)
        {
            return new(site.Code.Constant(0), RaceType.Wrong);
        }

        var given = isMacro ? Instruction.None : New(site, word.Type);
        var expected = site.Code.NewRegister();
        var read = new MemoryCompiler(site.Body).Load(spot, site.Call.At);
        site.Code.Move(expected, new ArithmeticCompiler(site.Body).Kept(read, word.Type).Register);
        if (isMacro) { given = New(site, word.Type); }
        var found = site.Step(Access.CompareExchange, word.Address, expected, given).Register;
        var fails = site.Code.Binary(Operator.Differ, found, expected);
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(fails, end);
        new MemoryCompiler(site.Body).Store(spot, new(found, word.Type), site.Call.At);
        site.Code.Put(end);
        return new(site.Code.Unary(Operator.Not, fails), RaceType.Int);
    }

    private static int New(CallSite site, RaceType type)
    {
        var value = site.Value(2);
        new MemoryCompiler(site.Body).Check(type, value, site.Call.Arguments[2].At);
        return new ArithmeticCompiler(site.Body).Kept(value, type).Register;
    }

    /// <summary>
    /// Where it stands what is expected; null, and a complaint, where that is none. Of a variable of the thread no
    /// address is made.
    /// </summary>
    private static Spot? Expected(CallSite site, RaceType type)
    {
        var argument = site.Call.Arguments[1];
        Spot spot;
        if (argument is Expression.Unary { Operator: "&", Operand: var variable })
        {
            spot = new ExpressionCompiler(site.Body).SpotOf(variable);
        }
        else
        {
            var pointer = site.Value(1);
            spot = pointer.Type is RaceType.Pointer { To: var to }
                ? new(pointer.Register, true, to is RaceType.Nothing ? type : to)
                : new(pointer.Register, false, pointer.Type);
        }

        if (spot.Type == RaceType.Wrong) { return null; }
        var isPointer = spot.IsMemory || argument is Expression.Unary { Operator: "&" };
        Operand address = new(spot.Register, isPointer ? new RaceType.Pointer(spot.Type) : spot.Type);
        var isWord = isPointer && spot.Type is RaceType.Number or RaceType.Pointer;
        if (isWord && TypeRules.MayKeep(new RaceType.Pointer(type), address)) { return spot; }
        site.Wrong(argument.At, $"'{site.Name}' takes a pointer to {type}, this is {address.Type}",
            isPointer ? null : "put & before it");
        return null;
    }
}
