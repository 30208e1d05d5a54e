using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Writes the code of loops over the entries of a list, and over the values of an xarray.</summary>
/// <param name="body">The code so far.</param>
internal sealed class ListLoopCompiler(Body body)
{
    private readonly CodeBuffer _code = body.Code;
    private readonly ExpressionCompiler _expressions = new(body);

    /// <summary>A loop.</summary>
    internal void Any(Statement.ForEach loop)
    {
        var name = loop.Head.Function.Value;
        var arguments = loop.Head.Arguments;
        var isSafe = name == "list_for_each_entry_safe";
        var wanted = name == "xa_for_each" ? 3 : isSafe ? 4 : 3;
        if (arguments.Count < wanted)
        {
            body.Wrong(loop.At, $"'{name}' takes {wanted} arguments, here are {arguments.Count}");
        }
        else if (name == "xa_for_each")
        {
            Indices(loop);
        }
        else
        {
            Entries(loop, isSafe);
        }
    }

    private void Entries(Statement.ForEach loop, bool isSafe)
    {
        var arguments = loop.Head.Arguments;
        var shift = isSafe ? 1 : 0;
        var entry = _expressions.SpotOf(arguments[0]);
        if (MemberOffset.Of(body, entry.Type, arguments[2 + shift]) is not { } offset) { return; }
        var head = _expressions.Value(arguments[1 + shift]).Register;
        var (top, again, end) = (_code.NewLabel(), _code.NewLabel(), _code.NewLabel());
        var (cursor, counter, next) = (_code.NewRegister(), _code.NewRegister(), _code.NewRegister());
        body.At(loop.At);
        _code.Set(counter, 0);
        _code.Move(cursor, _code.Ask(Access.Read, head));
        _code.Put(top);
        _code.JumpIfZero(_code.Binary(Operator.Differ, cursor, head), end);
        _code.Guard(counter, body.Unit.Options.Rounds);
        var found = _code.Compute(Op.Offset, made => made with { A = cursor, Number = -offset });
        _expressions.Store(entry, new(found, entry.Type), loop.At);
        if (isSafe) { Look(loop, arguments[1], cursor, next); }
        body.Loops.Add((end, again));
        new StatementCompiler(body).Any(loop.Body);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(again);
        body.At(loop.At);
        _code.Move(cursor, isSafe ? next : _code.Ask(Access.Read, cursor));
        _code.Jump(top);
        _code.Put(end);
    }

    /// <summary>The safe loop knows the next entry before its body runs.</summary>
    private void Look(Statement.ForEach loop, Expression keeper, int cursor, int next)
    {
        _code.Move(next, _code.Ask(Access.Read, cursor));
        var spot = _expressions.SpotOf(keeper);
        _expressions.Store(spot, new(next, spot.Type), loop.At);
    }

    private void Indices(Statement.ForEach loop)
    {
        var arguments = loop.Head.Arguments;
        var array = _expressions.Value(arguments[0]).Register;
        var index = _expressions.SpotOf(arguments[1]);
        var entry = _expressions.SpotOf(arguments[2]);
        var (top, again, end) = (_code.NewLabel(), _code.NewLabel(), _code.NewLabel());
        var at = _code.NewRegister();
        _code.Set(at, 0);
        _code.Put(top);
        _code.JumpIfZero(
            _code.Binary(Operator.Less, at, _code.Constant(RaceType.XArrayLength)), end);
        var value = _code.Ask(Access.XaLoad, array, at);
        _code.JumpIfZero(value, again);
        _expressions.Store(index, new(at, RaceType.Int), loop.At);
        _expressions.Store(entry, new(value, RaceType.AnyPointer), loop.At);
        body.Loops.Add((end, again));
        new StatementCompiler(body).Any(loop.Body);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(again);
        body.At(loop.At);
        _code.Move(at, _code.Binary(Operator.Add, at, _code.Constant(1)));
        _code.Jump(top);
        _code.Put(end);
    }
}
