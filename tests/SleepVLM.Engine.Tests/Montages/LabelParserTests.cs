using SleepVLM.Engine.Montages;

namespace SleepVLM.Engine.Tests.Montages;

/// <summary>Labels met in the field.</summary>
public class LabelParserTests
{
    [Theory]
    [InlineData("F4-M1", "F4", "M1")]
    [InlineData("F4M1", "F4", "M1")]
    [InlineData("EEG F4-M1", "F4", "M1")]
    [InlineData("EEG F4-A1", "F4", "M1")]
    [InlineData("F4:M1", "F4", "M1")]
    [InlineData("F4_M1", "F4", "M1")]
    [InlineData("f4-m1", "F4", "M1")]
    [InlineData("F4 - M1", "F4", "M1")]
    [InlineData("F4A1", "F4", "M1")]
    [InlineData("EEG F4-LER", "F4", "LE")]
    [InlineData("EEG F4-CLE", "F4", "LE")]
    [InlineData("C4-A1A2", "C4", "LE")]
    [InlineData("C4-(M1+M2)", "C4", "LE")]
    [InlineData("C3A2", "C3", "M2")]
    [InlineData("EEG Fpz-Cz", "Fpz", "Cz")]
    [InlineData("EEG Pz-Oz", "Pz", "Oz")]
    [InlineData("Fp2-F4", "Fp2", "F4")]
    [InlineData("POL F4", "F4", "")]
    [InlineData("EEG F4-Ref", "F4", "REF")]
    [InlineData("A1", "M1", "")]
    [InlineData("EEG A2-CLE", "M2", "LE")]
    [InlineData("EEG", "EEG", "")]
    public void Parse_EegLabel_TellsElectrodes(string label, string active, string reference) => Expect(label, active, reference);

    [Theory]
    [InlineData("LOC", "E1", "")]
    [InlineData("ROC-A1", "E2", "M1")]
    [InlineData("E1-M2", "E1", "M2")]
    [InlineData("EOG E2-M1", "E2", "M1")]
    [InlineData("EOG L", "E1", "")]
    [InlineData("EOG(R)", "E2", "")]
    [InlineData("L-EOG", "E1", "")]
    [InlineData("EOG-R", "E2", "")]
    [InlineData("EOG1", "E1", "")]
    [InlineData("EOG 2", "E2", "")]
    [InlineData("EOG Left Horiz", "E1", "")]
    [InlineData("EOG LOC-A2", "E1", "M2")]
    [InlineData("Lefteye", "E1", "")]
    [InlineData("RightEye", "E2", "")]
    [InlineData("EOG horizontal", "EOG", "")]
    [InlineData("ROC-LOC", "E2", "E1")]
    [InlineData("EOG gauche", "E1", "")]
    [InlineData("Œil droit", "E2", "")]
    [InlineData("OG", "E1", "")]
    [InlineData("EOG D", "E2", "")]
    [InlineData("EOG izq", "E1", "")]
    [InlineData("Ojo derecho", "E2", "")]
    [InlineData("Oog links", "E1", "")]
    [InlineData("Rechter oog", "E2", "")]
    [InlineData("Auge links", "E1", "")]
    [InlineData("EOG re", "E2", "")]
    public void Parse_EogLabel_TellsTheSide(string label, string active, string reference) => Expect(label, active, reference);

    [Theory]
    [InlineData("chin1-chin2", "Chin1", "Chin2")]
    [InlineData("Chin 1-2", "Chin1", "Chin2")]
    [InlineData("Chin1-Chin3", "Chin1", "Chin3")]
    [InlineData("EMG Chin1", "Chin1", "")]
    [InlineData("Lchin-Cchin", "ChinL", "ChinC")]
    [InlineData("EMG chin", "Chin", "")]
    [InlineData("Chin EMG", "Chin", "")]
    [InlineData("EMG submental", "Chin", "")]
    [InlineData("EMG menton", "Chin", "")]
    [InlineData("Mentonnière", "Chin", "")]
    [InlineData("EMG mentón", "Chin", "")]
    [InlineData("Barbilla", "Chin", "")]
    [InlineData("EMG kin", "Chin", "")]
    [InlineData("EMG Kinn", "Chin", "")]
    [InlineData("EMG", "EMG", "")]
    [InlineData("EMG1-EMG2", "EMG1", "EMG2")]
    public void Parse_ChinLabel_TellsThePlace(string label, string active, string reference) => Expect(label, active, reference);

    [Theory]
    [InlineData("")]
    [InlineData("1-2")]
    [InlineData("F4 Impédance")]
    [InlineData("C4-M1 (Imp)")]
    [InlineData("EMG leg")]
    [InlineData("EMG Tib L")]
    [InlineData("Jambe gauche")]
    [InlineData("EOG vertical")]
    [InlineData("ECG")]
    [InlineData("O2 sat")]
    [InlineData("SaO2")]
    [InlineData("M1M2")]
    [InlineData("C4-M1-O2")]
    [InlineData("Right Leg")]
    [InlineData("Light")]
    [InlineData("Resp oro-nasal")]
    [InlineData("C4 alpha power")]
    public void Parse_AnythingElse_IsNotGuessedAt(string label) => Assert.Null(LabelParser.Parse(label));

    private static void Expect(string label, string active, string reference)
    {
        var name = LabelParser.Parse(label);
        Assert.NotNull(name);
        Assert.Equal((active, reference), (name.Value.Active, name.Value.Reference));
    }
}
