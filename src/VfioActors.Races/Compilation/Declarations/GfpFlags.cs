using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>
/// What is said of how memory may be got: include/linux/gfp_types.h, Linux 6.12. With __GFP_DIRECT_RECLAIM it may be
/// waited for (gfpflags_allow_blocking), with __GFP_NOFAIL it is never refused.
/// </summary>
internal static class GfpFlags
{
    /// <summary>With this it may be waited for.</summary>
    internal const long DirectReclaim = 0x400;

    private const long BackgroundReclaim = 0x800, InputOutput = 0x40, FileSystem = 0x80;
    private const long High = 0x20, Zero = 0x100, NoWarning = 0x2000, HardWall = 0x100000, Account = 0x400000;
    private const long NoWait = BackgroundReclaim | NoWarning;
    private const long NoInputOutput = DirectReclaim | BackgroundReclaim;
    private const long NoFileSystem = NoInputOutput | InputOutput;
    private const long Kernel = NoFileSystem | FileSystem;

    private const string NoFail = "__GFP_NOFAIL", Zeroed = "__GFP_ZERO";

    /// <summary>Their names.</summary>
    internal static IReadOnlyDictionary<string, long> All { get; } =
        new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["GFP_KERNEL"] = Kernel,
            ["GFP_KERNEL_ACCOUNT"] = Kernel | Account,
            ["GFP_USER"] = Kernel | HardWall,
            ["GFP_HIGHUSER"] = Kernel | HardWall | 2,
            ["GFP_NOFS"] = NoFileSystem,
            ["GFP_NOIO"] = NoInputOutput,
            ["GFP_ATOMIC"] = High | BackgroundReclaim,
            ["GFP_NOWAIT"] = NoWait,
            ["GFP_DMA"] = 1,
            ["GFP_DMA32"] = 4,
            ["__GFP_DMA"] = 1,
            ["__GFP_HIGHMEM"] = 2,
            ["__GFP_DMA32"] = 4,
            ["__GFP_RECLAIMABLE"] = 0x10,
            ["__GFP_HIGH"] = High,
            ["__GFP_IO"] = InputOutput,
            ["__GFP_FS"] = FileSystem,
            [Zeroed] = Zero,
            ["__GFP_DIRECT_RECLAIM"] = DirectReclaim,
            ["__GFP_KSWAPD_RECLAIM"] = BackgroundReclaim,
            ["__GFP_RECLAIM"] = NoInputOutput,
            ["__GFP_NOWARN"] = NoWarning,
            ["__GFP_RETRY_MAYFAIL"] = 0x4000,
            [NoFail] = 0x8000,
            ["__GFP_NORETRY"] = 0x10000,
            ["__GFP_MEMALLOC"] = 0x20000,
            ["__GFP_COMP"] = 0x40000,
            ["__GFP_NOMEMALLOC"] = 0x80000,
            ["__GFP_HARDWALL"] = HardWall,
            ["__GFP_THISNODE"] = 0x200000,
            ["__GFP_ACCOUNT"] = Account,
        };

    /// <summary>Whether it is never refused.</summary>
    internal static bool NeverFails(Expression.Call call) => Names(call, NoFail);

    /// <summary>Whether it is filled with zeros, whatever gives it.</summary>
    internal static bool IsZeroed(ConstantEvaluator constants, Expression.Call call) => Names(call, Zeroed)
        || call.Arguments.Skip(1).Any(argument => constants.Of(argument) is { } known && (known & Zero) != 0);

    private static bool Names(Expression.Call call, string flag) =>
        call.Arguments.SelectMany(SyntaxWalk.Expressions).Any(part => part is Expression.Name { Value: var name }
            && name == flag);
}
