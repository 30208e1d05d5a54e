using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Writes the code of loops over the entries of a list, and over the values of an xarray.</summary>
/// <param name="body">The code so far.</param>
internal sealed class ListLoopCompiler(Body body)
{
    private readonly CodeBuffer _code = body.Code;
    private readonly ExpressionCompiler _expressions = new(body);

    private const string Marked = "xa_for_each_marked";

    /// <summary>A loop.</summary>
    internal void Any(Statement.ForEach loop)
    {
        var name = loop.Head.Function.Value;
        var arguments = loop.Head.Arguments;
        var isSafe = name.Contains("_safe", StringComparison.Ordinal);
        var isTable = name.StartsWith("hash_", StringComparison.Ordinal);
        var wanted = (isSafe || name == Marked ? 4 : 3) + (isTable ? 1 : 0) - (IsOfLinks(name) ? 1 : 0);
        if (arguments.Count < wanted)
        {
            body.Wrong(loop.At, $"'{name}' takes {wanted} arguments, here are {arguments.Count}");
        }
        else if (name is "xa_for_each" or Marked or "idr_for_each_entry")
        {
            Indices(loop, isIdr: name[0] == 'i');
        }
        else if (isTable)
        {
            Table(loop, isSafe, name.StartsWith("hash_for_each_possible", StringComparison.Ordinal));
        }
        else
        {
            Entries(loop, isSafe, name.StartsWith('h') || IsLockless(name));
        }
    }

    /// <summary>
    /// hash_for_each_possible(table, entry, field, key) goes through the bucket of a key, hash_for_each(table, bucket,
    /// entry, field) through all: there is one. What is behind the entry is the next one, where it is safe, or before.
    /// </summary>
    private void Table(Statement.ForEach loop, bool isSafe, bool isOfKey)
    {
        var all = loop.Head.Arguments;
        if (isOfKey) { _expressions.Value(all[^1]); }
        else { _expressions.Store(_expressions.SpotOf(all[1]), new(_code.Constant(0), RaceType.Int), loop.At); }
        IReadOnlyList<Expression> arguments = (isOfKey, isSafe) switch
        {
            (true, true) => [all[1], all[2], all[0], all[3]],
            (true, false) => [all[1], all[0], all[2]],
            (false, true) => [all[3], all[2], all[0], all[4]],
            _ => [all[2], all[0], all[3]],
        };
        Entries(loop with { Head = loop.Head with { Arguments = arguments } }, isSafe, isHashed: true);
    }

    /// <summary>
    /// Goes by what stands in the loop's variables, as the kernel does: after the last round they say where a list
    /// ended, as if an entry were around its head, or NULL where there are hashed entries.
    /// </summary>
    private void Entries(Statement.ForEach loop, bool isSafe, bool isHashed)
    {
        var arguments = loop.Head.Arguments;
        var shift = isSafe ? 1 : 0;
        var entry = _expressions.SpotOf(arguments[0]);
        if (OffsetOf(loop, entry.Type, 2 + shift) is not { } offset) { return; }
        var head = _expressions.Value(arguments[1 + shift]).Register;
        var back = IsBackwards(loop.Head.Function.Value) ? 1 : 0;
        var (top, again, end) = (_code.NewLabel(), _code.NewLabel(), _code.NewLabel());
        var (cursor, counter) = (_code.NewRegister(), _code.NewRegister());
        var next = isSafe ? _expressions.SpotOf(arguments[1]) : entry;
        body.At(loop.At);
        _code.Set(counter, 0);
        _code.Move(cursor, First(loop, entry, (head, offset, back)));
        _code.Put(top);
        var found = isHashed ? Hashed(cursor, offset) : Moved(cursor, -offset);
        _expressions.Store(entry, new(found, entry.Type), loop.At);
        _code.JumpIfZero(isHashed ? cursor : _code.Binary(Operator.Differ, cursor, head), end);
        _code.Guard(counter, body.Unit.Options.Rounds);
        if (isSafe)
        {
            // Known before the body runs.
            var link = _code.Ask(Access.Read, Moved(cursor, back));
            _expressions.Store(next, new(isHashed ? link : Moved(link, -offset), next.Type), loop.At);
        }

        body.Loops.Add((end, again));
        new StatementCompiler(body).Any(loop.Body);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(again);
        body.At(loop.At);
        var at = new MemoryCompiler(body).Load(next, loop.At).Register;
        if (!isSafe) { _code.Move(cursor, _code.Ask(Access.Read, Moved(at, offset + back))); }
        else { _code.Move(cursor, isHashed ? at : Moved(at, offset)); }
        _code.Jump(top);
        _code.Put(end);
    }

    /// <summary>
    /// Where a loop begins: behind the head, or before it; _continue and _from begin where the variable is.
    /// </summary>
    private int First(Statement.ForEach loop, Spot entry, (int Head, int Offset, int Back) where)
    {
        var name = loop.Head.Function.Value;
        if (IsLockless(name)) { return where.Head; }
        var goesOn = name.Contains("_continue", StringComparison.Ordinal);
        if (!goesOn && !name.Contains("_from", StringComparison.Ordinal))
        {
            return _code.Ask(Access.Read, Moved(where.Head, where.Back));
        }

        var at = new MemoryCompiler(body).Load(entry, loop.At).Register;
        return goesOn ? _code.Ask(Access.Read, Moved(at, where.Offset + where.Back)) : Moved(at, where.Offset);
    }

    /// <summary>Where the link is in an entry; a loop over links has nothing around them.</summary>
    private int? OffsetOf(Statement.ForEach loop, RaceType entry, int at)
    {
        if (!IsOfLinks(loop.Head.Function.Value)) { return MemberOffset.Of(body, entry, loop.Head.Arguments[at]); }
        if (entry is RaceType.Pointer { To: RaceType.Structure { Layout.Name: "list_head" } }) { return 0; }
        body.Wrong(loop.Head.Arguments[0].At, $"expected a pointer to struct list_head, this is {entry}");
        return null;
    }

    /// <summary>Whether a loop goes over links: list_for_each and the like, without _entry.</summary>
    private static bool IsOfLinks(string name) => name.StartsWith("list_for_each", StringComparison.Ordinal)
        && !name.Contains("_entry", StringComparison.Ordinal);

    /// <summary>Whether it goes over what was taken off a list without locks: its first node is given.</summary>
    private static bool IsLockless(string name) => name.StartsWith("llist_", StringComparison.Ordinal);

    private static bool IsBackwards(string name) => name.Contains("_reverse", StringComparison.Ordinal)
        || name.Contains("_prev", StringComparison.Ordinal);

    private int Moved(int pointer, int by) =>
        by == 0 ? pointer : _code.Compute(Op.Offset, made => made with { A = pointer, Number = by });

    /// <summary>The entry of a link; NULL where that is.</summary>
    private int Hashed(int link, int offset)
    {
        var (found, end) = (_code.NewRegister(), _code.NewLabel());
        _code.Set(found, 0);
        _code.JumpIfZero(link, end);
        _code.Move(found, Moved(link, -offset));
        _code.Put(end);
        return found;
    }

    private int Found(Statement.ForEach loop, Operand idr, int at)
    {
        var before = body.Fix(loop.At);
        var found = new CallCompiler(body).Call(
            body.Unit.Symbols.Functions["idr_find"], [idr, new(at, RaceType.Int)], loop.At);
        body.Unfix(before);
        return found.Register;
    }

    /// <summary>Whether an index has a mark that is known beforehand; null where any entry is meant.</summary>
    private int? MarkOf(Expression filter, int array, int index)
    {
        const long isPresent = 8;
        var mark = body.Unit.Constants.Of(filter);
        if (mark == isPresent) { return null; }
        if (mark is null or < 0 or >= IndexRules.MarksMax) { body.Wrong(filter.At, "expected XA_MARK_0 to XA_MARK_2"); }
        return _code.Ask(Access.XaMark, array, index, _code.Constant((mark ?? 0) | IndexRules.LooksAtMark));
    }

    /// <summary>
    /// Goes by what stands in the index, as the kernel does: it begins with 0 and is left as it is where nothing more
    /// is found, which of an idr is one behind the last. Ids that have no entry yet are passed over, and who looks at
    /// an idr is one who does.
    /// </summary>
    private void Indices(Statement.ForEach loop, bool isIdr)
    {
        var arguments = loop.Head.Arguments;
        var array = _expressions.Value(arguments[0]);
        var index = _expressions.SpotOf(arguments[isIdr ? 2 : 1]);
        var entry = _expressions.SpotOf(arguments[isIdr ? 1 : 2]);
        var (top, again, over, end) = (_code.NewLabel(), _code.NewLabel(), _code.NewLabel(), _code.NewLabel());
        var (at, counter, empty) = (_code.NewRegister(), _code.NewRegister(), _code.NewLabel());
        _code.Set(at, 0);
        _code.Set(counter, 0);
        _expressions.Store(index, new(at, RaceType.Int), loop.At);
        _code.Put(top);
        _code.JumpIfZero(
            _code.Binary(Operator.Less, at, _code.Constant(RaceType.XArrayLength)), over);
        if (loop.Head.Function.Value == Marked && MarkOf(arguments[3], array.Register, at) is { } has)
        {
            _code.JumpIfZero(has, empty);
        }

        var value = isIdr ? Found(loop, array, at) : _code.Ask(Access.XaLoad, array.Register, at);
        _code.JumpIfZero(value, empty);
        if (GoesBack(loop, arguments[isIdr ? 2 : 1])) { _code.Guard(counter, body.Unit.Options.Rounds); }
        _expressions.Store(index, new(at, RaceType.Int), loop.At);
        _expressions.Store(entry, new(value, RaceType.AnyPointer), loop.At);
        body.Loops.Add((end, again));
        new StatementCompiler(body).Any(loop.Body);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        _code.Put(again);
        body.At(loop.At);
        _code.Move(at, new MemoryCompiler(body).Load(index, loop.At).Register);
        Next(at);
        if (isIdr) { _expressions.Store(index, new(at, RaceType.Int), loop.At); }
        _code.Jump(top);
        _code.Put(empty);
        Next(at);
        _code.Jump(top);
        _code.Put(over);
        _expressions.Store(entry, new(_code.Constant(0), RaceType.AnyPointer, true), loop.At);
        _code.Put(end);
    }

    /// <summary>Whether a round may change the index, so that there may be any number of them.</summary>
    private static bool GoesBack(Statement.ForEach loop, Expression index) =>
        index is not Expression.Name { Value: var name }
        || SyntaxWalk.Expressions(loop.Body).Any(one => (one switch
        {
            Expression.Assign assign => assign.Target,
            Expression.Count count => count.Target,
            Expression.Unary { Operator: "&" } address => address.Operand,
            _ => null,
        }) is Expression.Name changed && changed.Value == name);

    private void Next(int at) => _code.Move(at, _code.Binary(Operator.Add, at, _code.Constant(1)));
}
