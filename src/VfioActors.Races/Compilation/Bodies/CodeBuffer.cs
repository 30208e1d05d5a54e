using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>The code of a thread while it is written: places to go to are named before they are known.</summary>
internal sealed class CodeBuffer
{
    /// <summary>More instructions are refused: functions are put where they are called.</summary>
    internal const int LengthMax = 6_000;

    private readonly List<Instruction> _code = [];
    private readonly List<int> _labels = [];
    private readonly int _first;
    private int _registers;
    private int _most;
    private int _counters;
    private int _held;

    /// <summary>Counters have numbers from here until the code is finished: nobody else gets theirs.</summary>
    internal const int FirstCounter = 1 << 20;

    /// <param name="firstRegister">The first register that is free.</param>
    internal CodeBuffer(int firstRegister) => _first = _registers = _most = firstRegister;

    /// <summary>How many registers the code has, counters among them.</summary>
    internal int Registers => _most + _counters;

    /// <summary>The registers that are counters, once the code is finished.</summary>
    internal IEnumerable<int> Counters => Enumerable.Range(_most, _counters);

    /// <summary>How many instructions there are.</summary>
    internal int Length => _code.Count;

    /// <summary>Whether there are too many instructions.</summary>
    internal bool IsFull => _code.Count >= LengthMax;

    /// <summary>The line to which what is written next belongs.</summary>
    internal int Line { get; set; }

    /// <summary>An instruction that was written.</summary>
    internal Instruction this[int at] => _code[at];

    /// <summary>A register that nobody has.</summary>
    internal int NewRegister()
    {
        _most = Math.Max(_most, _registers + 1);
        return _registers++;
    }

    /// <summary>
    /// A register that matters whatever comes, such as one that counts allocations: nobody else has it. What computes
    /// reads it as the first that it reads.
    /// </summary>
    internal int NewCounter() => FirstCounter + _counters++;

    /// <summary>The registers from here on are free again, once what is written next is over.</summary>
    internal int Mark() => Math.Max(_registers, _first);

    /// <summary>Frees the registers since a mark, unless they are held.</summary>
    internal void Free(int mark) => _registers = _held > 0 ? _registers : mark;

    /// <summary>From now on no register is used for two things.</summary>
    internal void Hold() => _held++;

    /// <summary>Registers are free again when nobody holds them.</summary>
    internal void LetGo() => _held--;

    /// <summary>A place to go to, not yet known.</summary>
    internal int NewLabel()
    {
        _labels.Add(-1);
        return _labels.Count - 1;
    }

    /// <summary>The place is here.</summary>
    internal void Put(int label) => _labels[label] = _code.Count;

    /// <summary>Where a place is; the end of the code when it is not known.</summary>
    internal int PlaceOf(int label) => _labels[label] >= 0 ? _labels[label] : _code.Count;

    /// <summary>Whether the place is known.</summary>
    internal bool IsPut(int label) => _labels[label] >= 0;

    /// <summary>Writes an instruction, unless there are too many.</summary>
    internal void Add(Op op, Func<Instruction, Instruction>? fill = null)
    {
        if (IsFull) { return; }
        Instruction made = new(op, Line);
        _code.Add(fill is null ? made : fill(made));
    }

    /// <summary>Puts another instruction in the place of one.</summary>
    internal void Replace(int at, Func<Instruction, Instruction> change) => _code[at] = change(_code[at]);

    /// <summary>Leaves out what was written between two places, where no way leads out of it.</summary>
    internal void Pass(int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            _code[at] = new(Op.Const, _code[at].Line) { Result = Math.Max(_code[at].Result, _first) };
        }
    }

    /// <summary>Takes back what was written since there were so many instructions, to which nothing goes.</summary>
    internal void TakeBack(int length) => _code.RemoveRange(length, _code.Count - length);

    /// <summary>Writes one that computes something into a new register.</summary>
    internal int Compute(Op op, Func<Instruction, Instruction> fill)
    {
        var result = NewRegister();
        Add(op, made => fill(made) with { Result = result });
        return result;
    }

    /// <summary>A number in a new register.</summary>
    internal int Constant(long value) => Compute(Op.Const, made => made with { Number = value });

    /// <summary>An operator on two registers.</summary>
    internal int Binary(Operator sign, int left, int right) =>
        Compute(Op.Binary, made => made with { Number = (long)sign, A = left, B = right });

    /// <summary>An operator on one register.</summary>
    internal int Unary(Operator sign, int value) =>
        Compute(Op.Unary, made => made with { Number = (long)sign, A = value });

    /// <summary>A register becomes another.</summary>
    internal void Move(int to, int from) => Add(Op.Move, made => made with { Result = to, A = from });

    /// <summary>A register becomes a number.</summary>
    internal void Set(int to, long value) => Add(Op.Const, made => made with { Result = to, Number = value });

    /// <summary>Goes to a place.</summary>
    internal void Jump(int label) => Add(Op.Jump, made => made with { Target = label });

    /// <summary>Goes to a place when a register is zero.</summary>
    internal void JumpIfZero(int register, int label) =>
        Add(Op.JumpIfZero, made => made with { A = register, Target = label });

    /// <summary>Counts the rounds of a loop, and cuts a run that has too many.</summary>
    /// <param name="rounds">How many it may have; 0 when they are not counted.</param>
    internal void Guard(int counter, int rounds)
    {
        if (rounds == 0) { Constant(0); }
        else { Add(Op.Guard, made => made with { A = counter, Limit = rounds }); }
    }

    /// <summary>A step: asks an object; the answer in a new register.</summary>
    internal int Ask(Access access, int address, int first = Instruction.None, int second = Instruction.None) =>
        Compute(Op.Ask, made => made with { Number = (long)access, A = address, B = first, C = second });

    /// <summary>Something is wrong when a register is zero.</summary>
    internal void Check(Fault fault, int register, string text = "") =>
        Add(Op.Check, made => made with { Number = (long)fault, A = register, Text = text });

    /// <summary>The code with all places known.</summary>
    internal IReadOnlyList<Instruction> Finish() =>
    [
        .. _code.Select(one => one with { A = Final(one.A), Result = Final(one.Result) }).Select(one =>
            one.Op is Op.Jump or Op.JumpIfZero
                ? one with { Target = Math.Clamp(_labels[one.Target], 0, _code.Count - 1) }
                : one),
    ];

    private int Final(int register) => register >= FirstCounter ? register - FirstCounter + _most : register;
}
