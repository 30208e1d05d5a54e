using System.Reflection;
using System.Reflection.Emit;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// The lists in which .NET keeps timers that are set, by whomever: two in each of several queues, with a new one in
/// front of the others. .NET keeps all this to itself; where it is not found, <see cref="AreKnown"/> is false.
/// </summary>
internal sealed class TimerLists
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] Lists = ["_shortTimers", "_longTimers"];
    private static readonly Type? Queue = typeof(Timer).Assembly.GetType("System.Threading.TimerQueue");
    private static readonly PropertyInfo? Guard = Queue?.GetProperty("SharedLock", Any);
    private static readonly object[] Queues = [.. OneTimerQueue.Shared.Queues];

    private static readonly FieldInfo? Next = One?.GetField("_next", Any);
    private static readonly FieldInfo? Start = One?.GetField("_startTicks", Any);

    /// <summary>Whether one of the lists has others in it than are known: asked in every step.</summary>
    private static readonly Func<object[], object?[][], bool>? Differs = MakeDiffers();

    /// <summary>Of each list of each queue the timers that were in it the last time, and null behind them.</summary>
    private readonly object?[][] _known =
        [.. Enumerable.Repeat<object?[]>([null], Queues.Length * Lists.Length)];

    /// <summary>The type of a timer in a list; null where there is none.</summary>
    internal static Type? One => typeof(Timer).Assembly.GetType("System.Threading.TimerQueueTimer");

    /// <summary>Whether this .NET has what is needed.</summary>
    internal static bool AreKnown { get; } = Guard is not null && Start is not null
        && Differs is not null && Queues.Length > 0;

    /// <summary>
    /// All that are set, those first that were set first. .NET has a new one in front of the others, so within a list
    /// that is known exactly; between lists the clock says it, which stands still for some milliseconds.
    /// </summary>
    internal static List<object> InOrder()
    {
        List<(object Timer, long Ticks)> all = [];
        for (var list = 0; list < Queues.Length * Lists.Length; list++)
        {
            // One that was set again stays at its place, with another time.
            var latest = long.MinValue;
            foreach (var timer in TimersIn(list).OfType<object>().Reverse())
            {
                latest = Math.Max(latest, (long)Start!.GetValue(timer)!);
                all.Add((timer, latest));
            }
        }

        return [.. all.OrderBy(one => one.Ticks).Select(one => one.Timer)];
    }

    /// <summary>
    /// Whether some were set since the last time, by whomever. Mostly a list begins with another one then, but not
    /// where the one that was first fired, or was taken out, and was set again in front of it: so whole lists are
    /// looked through. Nobody who changes them waits for that: one that is just taken out may seem to be the last, but
    /// by then those before it lead past it, which a second look sees.
    /// </summary>
    internal bool HaveNew()
    {
        if (!Differs!(Queues, _known))
        {
            Volatile.ReadBarrier();
            if (!Differs(Queues, _known)) { return false; }
        }

        Know();
        return true;
    }

    /// <summary>Notes which timers are in which list.</summary>
    internal void Know()
    {
        for (var at = 0; at < _known.Length; at++) { _known[at] = TimersIn(at); }
    }

    private static object?[] TimersIn(int list)
    {
        var queue = Queues[list / Lists.Length];
        List<object?> timers = [];
        lock ((Lock)Guard!.GetValue(queue)!)
        {
            var timer = FieldOf(list)!.GetValue(queue);
            for (; timer is not null; timer = Next!.GetValue(timer)) { timers.Add(timer); }
        }

        return [.. timers, null];
    }

    private static FieldInfo? FieldOf(int list) => Queue?.GetField(Lists[list % Lists.Length], Any);

    private static Func<object[], object?[][], bool>? MakeDiffers()
    {
        var lists = Queues.Length * Lists.Length;
        if (Next is null || Enumerable.Range(0, lists).Any(list => FieldOf(list) is null)) { return null; }
        DynamicMethod method = new(
            nameof(Differs), typeof(bool), [typeof(object[]), typeof(object[][])], typeof(object).Module, true);
        var il = method.GetILGenerator();
        il.DeclareLocal(One!);
        il.DeclareLocal(typeof(object[]));
        il.DeclareLocal(typeof(int));
        var differs = il.DefineLabel();
        for (var list = 0; list < lists; list++) { Compare(il, list, differs); }
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(differs);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object[], object?[][], bool>>();
    }

    /// <summary>Goes along a list and along what is known of it, to the end of both.</summary>
    private static void Compare(ILGenerator il, int list, Label differs)
    {
        var (loop, end) = (il.DefineLabel(), il.DefineLabel());
        Load(il, OpCodes.Ldarg_0, list / Lists.Length);
        il.Emit(OpCodes.Castclass, Queue!);
        il.Emit(OpCodes.Ldfld, FieldOf(list)!);
        il.Emit(OpCodes.Stloc_0);
        Load(il, OpCodes.Ldarg_1, list);
        il.Emit(OpCodes.Stloc_1);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Stloc_2);
        il.MarkLabel(loop);
        il.Emit(OpCodes.Ldloc_0);
        il.Emit(OpCodes.Ldloc_1);
        il.Emit(OpCodes.Ldloc_2);
        il.Emit(OpCodes.Ldelem_Ref);
        il.Emit(OpCodes.Bne_Un, differs);
        il.Emit(OpCodes.Ldloc_0);
        il.Emit(OpCodes.Brfalse, end);
        il.Emit(OpCodes.Ldloc_0);
        il.Emit(OpCodes.Ldfld, Next!);
        il.Emit(OpCodes.Stloc_0);
        il.Emit(OpCodes.Ldloc_2);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc_2);
        il.Emit(OpCodes.Br, loop);
        il.MarkLabel(end);
    }

    private static void Load(ILGenerator il, OpCode array, int at)
    {
        il.Emit(array);
        il.Emit(OpCodes.Ldc_I4, at);
        il.Emit(OpCodes.Ldelem_Ref);
    }
}
