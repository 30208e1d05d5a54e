using System.Globalization;
using VfioActors.Testing;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>Every error that the specification gives an operation is witnessed by a call.</summary>
public sealed class ErrnoCoverageTests
{
    /// <summary>The errors of each operation, as its paragraph in the specification lists them.</summary>
    private static readonly (string Operation, string Errors)[] Specified =
    [
        ("OP1 OPEN", "0 ENOMEM EINVAL EBUSY ENODEV"),
        ("OP2 READ PRODUCER", "0 EINVAL EFAULT"),
        ("OP3 WRITE CONSUMER", "0 EINVAL EFAULT"),
        ("OP4 REPORT", "0 EINVAL ENOMEM ENOENT ENOSPC ENODEV"),
        ("OP5 ACCESS", "0 EINVAL EFAULT"),
        ("OP6 SET TRIGGER", "0 EINVAL"),
        ("OP7 MMAP", "0 EINVAL"),
        ("OP8 RESPONSE", "0 ENODEV EINVAL"),
        ("OP8 RESPONSE RING", "0 EINVAL ENOMEM"),
        ("OP9 CLOSE", "0 EBUSY EBADF"),
        ("OP10 ALLOC", "0 EOPNOTSUPP EINVAL ENOENT EEXIST ENOMEM"),
        ("OP10 REPORT", "0 EINVAL EOPNOTSUPP ENOMEM"),
        ("OP10 READ", "0 ESPIPE EFAULT"),
        ("OP10 READ GROUPS", "0 ESPIPE EFAULT"),
        ("OP10 ANSWER", "0 EINVAL"),
    ];

    [Fact]
    public void Every_error_of_every_operation_has_a_witness()
    {
        var specified = from row in Specified from error in row.Errors.Split(' ') select $"{row.Operation}: {error}";
        var witnessed = ErrnoWitnesses.All.Select(witness => $"{witness.Operation}: {Text(witness.Error)}");
        Assert.Equal(specified.Order(), witnessed.Distinct().Order());
    }

    [Fact]
    public void Every_witness_is_answered_so()
    {
        StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        foreach (var (operation, error, when, call) in ErrnoWitnesses.All)
        {
            Assert.Equal((operation, when, error), (operation, when, call()));
            table.WriteLine($"{operation,-20} {Text(error),-11} {when}");
        }

        Golden.Verify("FaultQueues", table.ToString());
    }

    private static string Text(Errno error) => error == Errno.None ? "0" : $"{error}";
}
