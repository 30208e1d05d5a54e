namespace VfioActors.Conformance.Outcomes;

/// <summary>The names that Linux gives to negative answers.</summary>
public static class ErrorNames
{
    private static readonly SortedDictionary<long, string> Names = new()
    {
        [1] = "EPERM",
        [2] = "ENOENT",
        [3] = "ESRCH",
        [4] = "EINTR",
        [5] = "EIO",
        [6] = "ENXIO",
        [7] = "E2BIG",
        [9] = "EBADF",
        [11] = "EAGAIN",
        [12] = "ENOMEM",
        [13] = "EACCES",
        [14] = "EFAULT",
        [16] = "EBUSY",
        [17] = "EEXIST",
        [19] = "ENODEV",
        [22] = "EINVAL",
        [24] = "EMFILE",
        [25] = "ENOTTY",
        [28] = "ENOSPC",
        [34] = "ERANGE",
        [75] = "EOVERFLOW",
        [95] = "EOPNOTSUPP",
        [110] = "ETIMEDOUT",
    };

    /// <summary>The name of an answer below zero, or its number when it has no name here.</summary>
    public static string Of(long answer) => Names.GetValueOrDefault(-answer, $"E{-answer}");
}
