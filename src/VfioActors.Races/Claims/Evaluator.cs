using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Machines;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>Computes a claim over shared memory as it is at a moment.</summary>
/// <param name="program">The file.</param>
/// <param name="plan">The claim.</param>
/// <param name="watch">Told what it asks; null for nobody.</param>
internal sealed class Evaluator(RaceProgram program, ClaimPlan plan, IdentityWatch? watch)
{
    private const int StepsMax = 10_000;

    private readonly WordLayout[] _layouts =
        watch is null ? [] : [.. program.Objects.Select(one => WordLayout.Of(one, program.Threads.Count))];

    /// <summary>When threads begin.</summary>
    internal Beginning Beginning { get; } = new(program);

    /// <summary>Whether a message may lead to a moment at which it is another matter whether it holds.</summary>
    internal bool Sees(ActorId receiver, MessageKind kind) => Beginning.IsUnseen
        || (receiver.Value > program.Threads.Count && kind != MessageKind.Of<RaceMessage.Read>());

    /// <summary>Whether it holds; null when it cannot be said, as a pointer in it leads nowhere.</summary>
    /// <exception cref="InvalidOperationException">It is not known, as a loop in it does not end.</exception>
    internal bool? Holds(IWorldView view)
    {
        Standing standing = new(program, view);
        return Holds((place, offset) => standing.Object(place) is { Freed.Value.IsSome: false } found
            && offset >= 0 && offset < found.Words.Count ? found.Words[offset] : null);
    }

    /// <summary>Whether it holds before anything happens, if that is where threads begin; else null.</summary>
    internal bool? HoldsAtFirst() => !Beginning.IsAtOnce ? null
        : Holds((place, offset) => offset < program.Objects[place].Initial.Length
            ? program.Objects[place].Initial[offset] : null);

    private bool? Holds(Func<int, int, long?> wordAt)
    {
        var registers = new long[plan.Registers];
        var at = 0;
        for (var left = StepsMax; left > 0; left--)
        {
            var next = plan.Code[at++];
            switch (next.Op)
            {
                case Op.Halt: return registers[plan.Value] != 0;
                case Op.Jump: at = next.Target; break;
                case Op.JumpIfZero: at = registers[next.A] == 0 ? next.Target : at; break;
                case Op.Guard or Op.Check: break;
                case Op.Ask:
                    if (Read(wordAt, next, registers) is not { } read) { return null; }
                    registers[next.Result] = read;
                    break;
                default:
                    var computed = Interpreter.Computed(registers, next);
                    watch?.Computes(registers, next, computed);
                    if (computed is not { } value) { return null; }
                    registers[next.Result] = value;
                    break;
            }
        }

        throw new InvalidOperationException($"it takes more than {StepsMax} instructions");
    }

    private long? Read(Func<int, int, long?> wordAt, Instruction next, long[] registers)
    {
        var address = registers[next.A];
        if (!Pointers.Is(address) || Pointers.ObjectOf(address) >= program.Objects.Count) { return null; }
        var offset = Pointers.OffsetOf(address);
        if (next.Access == Access.XaLoad) { offset += (int)registers[next.B]; }
        var place = Pointers.ObjectOf(address);
        if (wordAt(place, offset) is not { } word) { return null; }
        watch?.Accesses(_layouts[place].KindOf(offset), word, new(next.Line, next.Access, 0, 0));
        return next.Access switch
        {
            Access.IdaHas => word >> (int)registers[next.B] & 1,
            Access.IsSet => word == 0 ? 0 : 1,
            _ => word,
        };
    }
}
