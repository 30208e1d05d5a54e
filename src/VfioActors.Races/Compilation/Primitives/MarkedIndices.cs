using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// Marks of what an xarray has: lib/xarray.c, Linux 6.12. One is set only where there is an entry, and is gone with it;
/// to store another entry there keeps it. Who sets or clears one takes the lock; who looks does not.
/// </summary>
internal static class MarkedIndices
{
    private const string Set = "xa_set_mark", Clear = "xa_clear_mark", Inner = "__";

    /// <summary>What sets marks.</summary>
    internal static readonly string[] Setters = [Set, Inner + Set];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        (Set, site => Change(site, IndexRules.SetsMark)), (Inner + Set, site => Change(site, IndexRules.SetsMark)),
        (Clear, site => Change(site, IndexRules.ClearsMark)),
        (Inner + Clear, site => Change(site, IndexRules.ClearsMark)),
        ("xa_get_mark", site => Look(site, XarrayLocks.Array(site), site.Register(1), 2)),
        ("xa_marked", site => Look(site, XarrayLocks.Array(site), site.Code.Constant(IndexRules.AnyIndex), 1)),
    ];

    /// <summary>What changes an entry by a word of its own does not know of marks.</summary>
    internal static void Refuse(CallSite site)
    {
        if (site.Body.Unit.SetsMarks)
        {
            site.Wrong(site.Call.At, $"'{site.Name}' is not read in a file that sets marks",
                "xa_store() and xa_erase() under xa_lock() do the same");
        }
    }

    private static Operand Change(CallSite site, long how)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var (array, index) = (XarrayLocks.Array(site), site.Register(1));
        var mark = MarkOf(site, 2);
        return XarrayLocks.Under(site, array, null, () =>
            site.Step(Access.XaMark, array, index, site.Code.Constant(mark | how)));
    }

    private static Operand Look(CallSite site, int array, int index, int at) =>
        site.Answer(Access.XaMark, array, index, site.Code.Constant(MarkOf(site, at) | IndexRules.LooksAtMark))
            with
        { Type = new RaceType.Number(1) };

    private static long MarkOf(CallSite site, int at)
    {
        if (!site.Takes(at + 1, at + 1)) { return 0; }
        if (site.Body.Unit.Constants.Of(site.Call.Arguments[at]) is >= 0 and < IndexRules.MarksMax and var mark)
        {
            return mark;
        }

        site.Wrong(site.Call.Arguments[at].At, "expected XA_MARK_0 to XA_MARK_2");
        return 0;
    }
}
