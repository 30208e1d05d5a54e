using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// Writes the code of loops. A loop that only looks at one word again and again waits for the word to change; any other
/// loop counts its rounds, and a run with too many is cut.
/// </summary>
/// <param name="body">The code so far.</param>
internal sealed class LoopCompiler(Body body)
{
    /// <summary>How many rounds a loop may have that counts what the thread alone knows.</summary>
    private const int RoundsOfCounting = 1_000;

    private readonly CodeBuffer _code = body.Code;
    private readonly ExpressionCompiler _expressions = new(body);

    /// <summary>A loop.</summary>
    internal void Any(Statement statement)
    {
        var looks = statement switch
        {
            Statement.While loop => LookingRound.MayBe(body.Unit, loop.Condition, loop.Body),
            Statement.For { Next: null } loop => LookingRound.MayBe(body.Unit, loop.Condition, loop.Body),
            _ => false,
        };
        if (looks) { _code.Hold(); }
        body.Rounds++;
        switch (statement)
        {
            case Statement.While { LooksAfter: true } loop: DoWhile(loop); break;
            case Statement.While loop: Round(loop.Condition, loop.Body, null, loop); break;
            case Statement.For loop: For(loop); break;
            default: new ListLoopCompiler(body).Any((Statement.ForEach)statement); break;
        }

        body.Rounds--;
        if (looks) { _code.LetGo(); }
    }

    private void For(Statement.For loop)
    {
        body.Open();
        new StatementCompiler(body).Any(loop.First);
        Round(loop.Condition, loop.Body, loop.Next, loop);
        body.Close();
    }

    private void Round(Expression? condition, Statement inner, Expression? next, Statement loop)
    {
        var (top, again, end) = (_code.NewLabel(), _code.NewLabel(), _code.NewLabel());
        var counter = _code.NewRegister();
        _code.Set(counter, 0);
        _code.Put(top);
        var from = _code.Length;
        if (condition is not null) { _code.JumpIfZero(_expressions.Value(condition).Register, end); }
        body.At(loop.At);
        var guard = _code.Length;
        var limit = CountsAlone(condition, from) ? RoundsOfCounting : body.Rounded;
        _code.Guard(counter, limit);
        body.Loops.Add((end, again));
        new StatementCompiler(body).Any(inner);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(again);
        if (next is not null) { _expressions.Effect(next); }
        if (body.Rounded == 0 && Waits(from)) { CountNoMore(guard); }
        AwaitAnother(loop, from, guard);
        _code.Jump(top);
        _code.Put(end);
    }

    /// <summary>Whether a loop ends by what the thread alone knows: it is no loop that others keep going.</summary>
    private bool CountsAlone(Expression? condition, int from) =>
        condition is not null && body.Unit.Constants.Of(condition) is null
        && !Waits(from);

    /// <summary>Whether a round asks for what others can change: equal rounds are found by equal states.</summary>
    private bool Waits(int from) => Enumerable.Range(from, _code.Length - from).Any(at => _code[at].Waits);

    private void CountNoMore(int guard) => _code.Replace(guard, one => one.Op == Op.Guard
        ? one with { Op = Op.Const, Result = one.A, A = Instruction.None, Limit = 0 }
        : one);

    private void DoWhile(Statement.While loop)
    {
        var (top, again, end) = (_code.NewLabel(), _code.NewLabel(), _code.NewLabel());
        var counter = _code.NewRegister();
        _code.Set(counter, 0);
        _code.Put(top);
        body.At(loop.At);
        var guard = _code.Length;
        _code.Guard(counter, body.Rounded);
        body.Loops.Add((end, again));
        new StatementCompiler(body).Any(loop.Body);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(again);
        _code.JumpIfZero(_expressions.Value(loop.Condition).Register, end);
        AwaitAnother(loop, guard, guard);
        _code.Jump(top);
        _code.Put(end);
    }

    /// <summary>Before another round: where a round only looks at a word, waits until that is another.</summary>
    /// <param name="from">Where the round begins.</param>
    /// <param name="guard">Where its rounds are counted, for nothing when it waits.</param>
    private void AwaitAnother(Statement loop, int from, int guard)
    {
        if (!_code.IsFull && LookingRound.ReadOf(_code, from, guard) is { } read)
        {
            body.At(loop.At);
            CountNoMore(guard);
            var how = read.Access == Access.IsSet ? Looking.WhetherSet : 0;
            if (body.IsInFile) { how |= Looking.InFile; }
            _code.Ask(Access.AwaitChange, read.A, read.Result, _code.Constant(how));
        }
    }
}
