namespace SymDiff.TestKit;

/// <content>What must be refused before anything is written.</content>
internal sealed partial class BufferCheck
{
    /// <summary>Each form with one thing too short that belongs to a parameter, and with one memory for two parameters of which one is written.</summary>
    private void Refusals()
    {
        foreach (ProgramForm form in _method.Forms)
        {
            FormArgument[] own = [.. form.Arguments.Where(a => a.Part is not (FormPart.Primal or FormPart.Cotangent) && a.Type.EndsWith('>') && Length(a) > 0)];
            if (own.Length > 0)
            {
                FormArgument cut = own[Random.Next(own.Length)];
                Refused(form, $"{cut.Name} too short", cut.Name, Arguments(form, a => Numbers(a == cut && Length(a) - 1 is > 0 and var less ? less : a == cut && a.Part != FormPart.OutputCotangent ? 0 : Length(a))), skip: Length(cut) == 1 && cut.Part == FormPart.OutputCotangent);
            }

            Overlap(form);
        }
    }

    private void Overlap(ProgramForm form)
    {
        foreach ((int written, int other) in Enumerable.Range(0, _x.Length).SelectMany(i => Enumerable.Range(0, _x.Length).Select(j => (i, j))))
        {
            ProgramParameter one = _program.Parameters[written];
            ProgramParameter two = _program.Parameters[other];
            if (written != other && one.IsResult && one.IsBuffer && two.IsBuffer && one.IsActive && two.IsActive && one.Type == two.Type && _x[written].Length > 0 && _x[other].Length > 0)
            {
                object[] arguments = Arguments(form, a => Numbers(Length(a)));
                arguments[other] = arguments[written];
                Refused(form, $"{one.Name} and {two.Name} in one place", null, arguments, skip: false);
            }
        }
    }

    private int Length(FormArgument argument) => argument.Of >= 0 ? LengthOf(argument.Of) : argument.Part == FormPart.Cotangent ? 1 : Rows * _columns.Count;

    private void Refused(ProgramForm form, string what, string? name, object[] arguments, bool skip)
    {
        if (skip)
        {
            return;
        }

        double[][] before = [.. arguments.Select(ProgramArguments.Numbers)];
        (_, Exception? thrown, var log) = Call(() => _method.Form(form)(arguments));
        if (thrown is not ArgumentException refusal || (name is not null && refusal.ParamName != name))
        {
            Problem($"{Subject}: {form.Name} with {what} throws {thrown?.ToString() ?? "nothing"}");
        }
        else if (log.Count > 0 || !before.Zip(arguments.Select(ProgramArguments.Numbers), (b, a) => b.Zip(a, Closeness.IsSame).All(same => same)).All(same => same))
        {
            Problem($"{Subject}: {form.Name} with {what} has changed something before it throws");
        }

        Intact(form, arguments);
    }
}
