using VfioActors.Races.Compilation.Bodies;
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
        if (statement is Statement.While { LooksAfter: false } waiting && IsIdle(waiting.Body) && Waits(waiting))
        {
            return;
        }

        body.Rounds++;
        switch (statement)
        {
            case Statement.While { LooksAfter: true } loop: DoWhile(loop); break;
            case Statement.While loop: Round(loop.Condition, loop.Body, null, loop); break;
            case Statement.For loop: For(loop); break;
            default: new ListLoopCompiler(body).Any((Statement.ForEach)statement); break;
        }

        body.Rounds--;
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
        var limit = CountsAlone(condition, from) ? RoundsOfCounting : body.Unit.Options.Rounds;
        _code.Guard(counter, limit);
        body.Loops.Add((end, again));
        new StatementCompiler(body).Any(inner);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(again);
        if (next is not null) { _expressions.Effect(next); }
        _code.Jump(top);
        _code.Put(end);
    }

    /// <summary>Whether a loop ends by what the thread alone knows: it is no loop that others keep going.</summary>
    private bool CountsAlone(Expression? condition, int from) =>
        condition is not null && body.Unit.Constants.Of(condition) is null
        && Enumerable.Range(from, _code.Length - from).All(at => !_code[at].Waits);

    private void DoWhile(Statement.While loop)
    {
        var (top, again, end) = (_code.NewLabel(), _code.NewLabel(), _code.NewLabel());
        var counter = _code.NewRegister();
        _code.Set(counter, 0);
        _code.Put(top);
        body.At(loop.At);
        _code.Guard(counter, body.Unit.Options.Rounds);
        body.Loops.Add((end, again));
        new StatementCompiler(body).Any(loop.Body);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(again);
        _code.JumpIfZero(_expressions.Value(loop.Condition).Register, end);
        _code.Jump(top);
        _code.Put(end);
    }

    /// <summary>Whether a loop does nothing but wait.</summary>
    private static bool IsIdle(Statement inner) => inner switch
    {
        Statement.Empty => true,
        Statement.Block block => block.Statements.All(IsIdle),
        Statement.Do
        {
            Expression: Expression.Call
            {
                Function.Value: "cpu_relax" or "cond_resched" or "schedule"
            or "udelay" or "msleep" or "yield" or "barrier"
            }
        } => true,
        _ => false,
    };

    /// <summary>Whether a loop that does nothing sleeps in between: that may be wrong where it stands.</summary>
    private static bool Sleeps(Statement inner) => SyntaxWalk.Expressions(inner)
        .Any(one => one is Expression.Call call && MarkPrimitives.Sleepers.Contains(call.Function.Value));

    /// <summary>
    /// Writes a loop that looks at one word as waiting for it to change: whoever looks again and again sees the word
    /// after some change of it, and between changes nothing new.
    /// </summary>
    /// <returns>Whether it is such a loop; if not, it is still to be written.</returns>
    private bool Waits(Statement.While loop)
    {
        if (ReadsOnce.In(loop.Condition) is not 1) { return false; }
        var (top, end) = (_code.NewLabel(), _code.NewLabel());
        _code.Put(top);
        var from = _code.Length;
        _code.JumpIfZero(_expressions.Value(loop.Condition).Register, end);
        var reads = Enumerable.Range(from, _code.Length - from).Select(at => _code[at])
            .Where(one => one.Op == Op.Ask).ToList();
        if (Sleeps(loop.Body)) { new StatementCompiler(body).Any(loop.Body); }
        body.At(loop.At);
        if (reads is [{ Access: Access.Read or Access.IsSet } read])
        {
            var isSet = _code.Constant(read.Access == Access.IsSet ? 1 : 0);
            _code.Ask(Access.AwaitChange, read.A, read.Result, isSet);
        }
        else
        {
            // More than it seemed: it goes round like any other, once for each look.
            _code.Guard(_code.NewCounter(), body.Unit.Options.Rounds);
        }

        _code.Jump(top);
        _code.Put(end);
        return true;
    }
}
