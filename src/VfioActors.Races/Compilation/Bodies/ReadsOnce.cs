using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>
/// Counts the names, fields and elements that a condition looks at; a call that does more counts as many.
/// </summary>
internal static class ReadsOnce
{
    private const int Many = 100;

    private static readonly string[] Marks =
    [
        "READ_ONCE", "smp_load_acquire", "atomic_read", "refcount_read", "likely", "unlikely", "mutex_is_locked",
        "spin_is_locked", "completion_done", "waitqueue_active",
    ];

    /// <summary>How many there are.</summary>
    internal static int In(Expression expression) => expression switch
    {
        Expression.Number => 0,
        Expression.Name name => BuiltinNames.Constants.ContainsKey(name.Value) ? 0 : 1,
        Expression.Unary { Operator: "&" or "!" or "-" or "~" or "+" } unary => In(unary.Operand),
        Expression.Unary { Operator: "*", Operand: Expression.Name } => 1,
        Expression.Binary { Operator: not ("&&" or "||") } binary => In(binary.Left) + In(binary.Right),
        Expression.Member { ByPointer: false } member => In(member.Whole),
        Expression.Member { Whole: Expression.Name } => 1,
        Expression.Call { Arguments: [var argument] } call when Marks.Contains(call.Function.Value) => In(argument),
        _ => Many,
    };
}
